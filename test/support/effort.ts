/** How much work something is: what a person pressed and filled in, counted in the browser itself. */
import type { BrowserContext } from 'playwright-core';

export interface Effort {
  /** Presses of a button of the mouse. */
  readonly clicks: number;
  /** Fields and files that were filled in. */
  readonly fields: number;
}

export interface EffortCounter {
  /** What was done since the last call. */
  readonly take: () => Effort;
}

const WATCH = `{
  const typed = (field) => field.matches('textarea, select, input:not([type=radio]):not([type=checkbox])');
  document.addEventListener('pointerdown', () => noteEffort('click'), true);
  document.addEventListener('change', ({ target }) => typed(target) && noteEffort('field'), true);
}`;

/** Counts in every page that this browser opens from now on. */
export const countEffort = async (context: BrowserContext): Promise<EffortCounter> => {
  let clicks = 0;
  let fields = 0;
  await context.exposeBinding('noteEffort', (_source, kind: string) => {
    clicks += kind === 'click' ? 1 : 0;
    fields += kind === 'field' ? 1 : 0;
  });
  await context.addInitScript(WATCH);
  return {
    take: () => {
      const done = { clicks, fields };
      clicks = 0;
      fields = 0;
      return done;
    },
  };
};
