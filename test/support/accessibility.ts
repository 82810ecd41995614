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

/**
 * Colours that are on their way to another value are nobody's colours. The portal follows the system's colours in a
 * script of its own, some time after the system changed them, and only then begins to fade: so first its scheme is
 * waited for, then every fade, and two frames in which no further one began. What turns for ever is not waited for.
 */
const settle = async (page: Page, colorScheme: 'light' | 'dark'): Promise<void> => {
  await expect
    .poll(() => page.evaluate('document.documentElement.dataset.mantineColorScheme'))
    .toSatisfy((scheme) => scheme === undefined || scheme === colorScheme);
  await page.evaluate(`(async () => {
    const fading = () => document.getAnimations()
      .filter((animation) => Number.isFinite(animation.effect.getComputedTiming().endTime))
      .filter((animation) => animation.playState === 'running');
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let quiet = 0; quiet < 2; quiet += 1) {
      await frame();
      const found = fading();
      if (found.length > 0) {
        quiet = -1;
        await Promise.allSettled(found.map((animation) => animation.finished));
      }
    }
  })()`);
};

const violationsOn = async (page: Page, colorScheme: 'light' | 'dark'): Promise<readonly string[]> => {
  await settle(page, colorScheme);
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
