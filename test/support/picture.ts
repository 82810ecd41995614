/** Pictures for the documents, taken by the tests that look at the pages: what is shown is what was tested. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

/** Where the pictures go; without it none are taken. */
const FOLDER = process.env['CORDBOARD_PICTURES'];
const DOCUMENTS = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'docs', 'admin');

const WIDTH = 1280;
const MAX_HEIGHT = 1200;

/** Names of the pictures that the documents show: no others are kept. */
const shownPictures = (): ReadonlySet<string> => {
  const texts = readdirSync(DOCUMENTS)
    .filter((name) => name.endsWith('.md'))
    .map((name) => readFileSync(join(DOCUMENTS, name), 'utf8'));
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/images\/admin\/([a-z-]+)\.png/g)].map(([, name = '']) => name)),
  );
};

/** Takes the page as people first meet it: light, in a usual window, as high as what it shows. */
export const takePicture = async (page: Page, name: string): Promise<void> => {
  if (FOLDER === undefined || !shownPictures().has(name)) {
    return;
  }
  mkdirSync(FOLDER, { recursive: true });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: WIDTH, height: 800 });
  const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
  await page.setViewportSize({ width: WIDTH, height: Math.min(Math.max(height, 480), MAX_HEIGHT) });
  await page.evaluate('window.scrollTo(0, 0)');
  await page.evaluate('document.fonts.ready.then(() => null)');
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled' });
};
