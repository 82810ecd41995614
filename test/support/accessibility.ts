/** What a page must be for everybody (WCAG 2.2 A and AA), in light and dark, in a small, a usual and a wide window. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
const VIEWPORTS = [
  { width: 400, height: 600 },
  { width: 1024, height: 768 },
  { width: 1440, height: 900 },
] as const;
const COLOR_SCHEMES = ['light', 'dark'] as const;

/** Dark colours change nothing but colours. */
const rulesFor = (builder: AxeBuilder, colorScheme: 'light' | 'dark'): AxeBuilder =>
  colorScheme === 'light' ? builder.withTags(TAGS) : builder.withRules(['color-contrast', 'link-in-text-block']);

const violationsOn = async (page: Page, colorScheme: 'light' | 'dark'): Promise<readonly string[]> => {
  // Colours that are on their way to another value are nobody's colours. What turns for ever is not waited for.
  await page.evaluate(`Promise.allSettled(document.getAnimations()
    .filter((animation) => Number.isFinite(animation.effect.getComputedTiming().endTime))
    .map((animation) => animation.finished)).then(() => null)`);
  // The pages have no frames, so axe needs no second page to put its results together.
  const { violations } = await rulesFor(new AxeBuilder({ page }), colorScheme).setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
  );
};

/** Pixels by which the page is wider than its window. */
const overflowOf = (page: Page): Promise<unknown> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** Looks at the page as it is now, overlays included; leaves the window wide and dark. */
export const expectAccessible = async (page: Page): Promise<void> => {
  for (const viewport of VIEWPORTS) {
    await page.setViewportSize(viewport);
    for (const colorScheme of COLOR_SCHEMES) {
      await page.emulateMedia({ colorScheme });
      const place = `${colorScheme}, ${viewport.width} x ${viewport.height}`;
      expect({ place, violations: await violationsOn(page, colorScheme) }).toEqual({ place, violations: [] });
    }
    expect(await overflowOf(page)).toBe(0);
  }
};
