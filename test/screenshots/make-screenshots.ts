/**
 * Makes the pictures of the documents from the running product: `npm run screenshots`.
 * Another folder can be given, to look at them first.
 */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { type ContactCentre, startContactCentre } from '../support/contact-centre.ts';
import { reachDesktop, reachLaunchpad } from '../support/journey.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const folder = process.argv[2] ?? join(root, 'docs', 'images');

const HOUR_MS = 3_600_000;
const TIMER_MS = 25_000;

/** Twice the pixels, so that they are sharp on the screens that documents are read on. */
const contextOptions = {
  locale: 'en-GB',
  timezoneId: 'UTC',
  deviceScaleFactor: 2,
  viewport: { width: 1024, height: 560 },
} as const;

const shoot = async (page: Page, name: string): Promise<void> => {
  await page.evaluate('document.fonts.ready.then(() => null)');
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
};

const desktopNotReady = async (page: Page, centre: ContactCentre): Promise<void> => {
  await reachDesktop(page, centre, { person: centre.amina, extension: '1023' });
  centre.advance(TIMER_MS);
  await page.reload();
  await page.getByText('No data available.').waitFor();
  await page.setViewportSize({ width: 1024, height: 300 });
  await shoot(page, 'desktop-not-ready');
};

/** Moves the clock to two minutes before nine, when a shift begins. */
const waitForMorning = (centre: ContactCentre): void => {
  const now = centre.setup.clock().getTime();
  const dayMs = 24 * HOUR_MS;
  const morningMs = 9 * HOUR_MS - 120_000;
  centre.advance((morningMs - (now % dayMs) + dayMs) % dayMs);
};

const launchpad = async (page: Page, centre: ContactCentre): Promise<void> => {
  waitForMorning(centre);
  await reachLaunchpad(page, centre, centre.amina);
  await shoot(page, 'launchpad');
};

mkdirSync(folder, { recursive: true });
const centre = await startContactCentre();
const browser = await launchBrowser();
try {
  for (const [name, take] of Object.entries({ desktopNotReady, launchpad })) {
    const context = await browser.newContext(contextOptions);
    await take(await context.newPage(), centre);
    await context.close();
    console.log(`${name}: ${folder}`);
  }
} finally {
  await browser.close();
  await centre.close();
}
