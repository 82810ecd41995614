/** Tests in Chromium with a SimpleSAMLphp and a hub of their own: started once for a file, with a new browser profile for each test. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type SimpleSamlPhpSystem, startSimpleSamlPhpSystem } from './simplesamlphp-system.ts';

export interface SimpleSamlPhpTest {
  readonly system: SimpleSamlPhpSystem;
  readonly context: BrowserContext;
  readonly page: Page;
}

/** @param begin is told before each test what it works with */
export const withSimpleSamlPhp = (begin: (test: SimpleSamlPhpTest) => void): void => {
  let system: SimpleSamlPhpSystem;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    system = await startSimpleSamlPhpSystem();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await system?.close();
  });
  beforeEach(async () => {
    context = await browser.newContext();
    context.setDefaultTimeout(20_000);
    page = await context.newPage();
    begin({ system, context, page });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') {
      console.error(`failed at ${page.url()}:\n${await page.locator('body').textContent()}`);
      console.error(`the peer's log ends with\n${system.peer.log().slice(-3000)}`);
    }
    await context.close();
  });
};
