/** One browser and one contact centre for the tests of a file. */
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type ContactCentre, startContactCentre } from './contact-centre.ts';
import { type Visitor, visit } from './visitor.ts';

export interface E2eSetup {
  readonly centre: () => ContactCentre;
  /** A person with a browser of their own. */
  readonly visitor: (options?: BrowserContextOptions) => Promise<Visitor>;
}

interface Started {
  readonly browser: Browser;
  readonly centre: ContactCentre;
}

/** Call once at the top of a file. */
export const useE2eSetup = (): E2eSetup => {
  let started: Started | undefined;
  const present = (): Started => {
    if (started === undefined) {
      throw new Error('the contact centre is not started yet');
    }
    return started;
  };
  beforeAll(async () => {
    const centre = await startContactCentre();
    try {
      started = { browser: await launchBrowser(), centre };
    } catch (error) {
      await centre.close();
      throw error;
    }
  });
  afterAll(async () => {
    await started?.browser.close();
    await started?.centre.close();
  });
  return {
    centre: () => present().centre,
    visitor: (options) => visit(present().browser, options),
  };
};
