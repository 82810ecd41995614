import { describe, expect, it } from 'vitest';
import { singleSignOn } from './single-sign-on.ts';

describe('the last step of the set-up', () => {
  it('is to see people sign in at the User/Agent URL', () => {
    expect(Object.keys(singleSignOn.steps.titles).at(-1)).toBe('verify');
    expect(singleSignOn.checklist.lead).toContain(`at the ${singleSignOn.values.startUrl}`);
  });
});
