import { describe, expect, it } from 'vitest';
import { realms } from './realms.ts';

describe('the help of the kinds of realms', () => {
  it('points from sign-on of agents to that of administrators, and back', () => {
    expect(realms.kindHelp.agents).toContain('Administrators of Cordboard sign in by a realm of their own');
    expect(realms.kindHelp.admins).toContain('Agents and supervisors sign in by another realm');
  });
});
