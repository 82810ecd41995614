/** Pictures of every step of a journey for people who look at them: light and dark, at three widths. Off unless asked for. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Where the pictures go; without it none are taken. */
const FOLDER = process.env['CORDBOARD_SCREENS'];
const WIDTHS = [1440, 1024, 400] as const;
const COLOR_SCHEMES = ['light', 'dark'] as const;

const numbers = new Map<string, number>();

/** Takes the whole page as it is now; the window is as it was afterwards. */
export const takeScreens = async (page: Page, journey: string, name: string): Promise<void> => {
  if (FOLDER === undefined) {
    return;
  }
  mkdirSync(FOLDER, { recursive: true });
  const number = (numbers.get(journey) ?? 0) + 1;
  numbers.set(journey, number);
  const before = page.viewportSize();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of COLOR_SCHEMES) {
      await page.emulateMedia({ colorScheme });
      const file = `${journey}-${String(number).padStart(2, '0')}-${name}-${width}-${colorScheme}.png`;
      await page.screenshot({ path: join(FOLDER, file), fullPage: true, animations: 'disabled' });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  if (before !== null) {
    await page.setViewportSize(before);
  }
};
