import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApply, type TestApply } from '../../../test-support/apply-fixture.ts';

let hub: TestApply;
beforeEach(async () => {
  hub = await createTestApply();
});
afterEach(() => hub.storage.close());

const file = (ssoMode: string, localSignIn: string, users: string): string => `
companies:
  - slug: acme
    environments:
      - slug: production
        realms:
          - slug: agents
            ssoMode: ${ssoMode}
            allowUntestedEnable: true
            localSignIn: ${localSignIn}
            users: ${users}
`;
const NAMED = '{users: [amina], groups: [Night]}';
const PRESENT = '[{login: ben, groups: [Night]}, {login: cem, groups: [Day]}]';
const NARROW = { mayWiden: false };
const REALM = 'acme/production/agents';

const refusal = (path: string, received: string) => ({
  applied: false,
  problems: [{ code: 'local.widening', path, received, expected: 'the permission company.write at the company' }],
});

describe.each(['hybrid', 'sso'])('a caller who may not widen local sign-in, in mode %s', (mode) => {
  beforeEach(() => hub.apply(file(mode, NAMED, PRESENT)));

  it.each([
    ['names another user', '{users: [amina, cem], groups: [Night]}', '[]', REALM, 'cem'],
    ['names another group', '{users: [amina], groups: [Night, Day]}', '[]', REALM, 'Day'],
    ['names the same in other letters', '{users: [Amina], groups: [Night]}', '[]', REALM, 'Amina'],
    ['adds a user in the group', NAMED, '[{login: dia, groups: [Night]}]', `${REALM}/dia`, 'Night'],
    [
      'adds a user under a login that is named',
      NAMED,
      '[{login: amina, email: other@acme.example}]',
      `${REALM}/amina`,
      'amina',
    ],
    ['puts a user into the group', NAMED, '[{login: cem, groups: [Day, Night]}]', `${REALM}/cem`, 'Night'],
  ])('%s: refused', async (_name, localSignIn, users, path, received) => {
    expect(await hub.apply(file(mode, localSignIn, users), NARROW)).toMatchObject(refusal(path, received));
    expect(await hub.apply(file(mode, localSignIn, users), { ...NARROW, dryRun: true })).toMatchObject(
      refusal(path, received),
    );
    expect(await hub.apply(file(mode, localSignIn, users))).toMatchObject({ applied: true, problems: [] });
  });

  it.each([
    ['says the same again', NAMED, PRESENT],
    ['names fewer', '{users: [], groups: [Night]}', '[]'],
    ['adds a user in another group', NAMED, '[{login: dia, groups: [night]}]'],
    ['takes a user out of the group', NAMED, '[{login: ben, groups: []}]'],
    ['disables a user of the group', NAMED, '[{login: ben, enabled: false}]'],
    ['puts a user into a group that is named no longer', '{users: [amina]}', '[{login: cem, groups: [Night]}]'],
  ])('%s: free', async (_name, localSignIn, users) => {
    expect(await hub.apply(file(mode, localSignIn, users), NARROW)).toMatchObject({ applied: true, problems: [] });
  });
});

describe('a caller who may not widen local sign-in', () => {
  it.each([
    ['in mode non-sso', true],
    ['in a realm that is made', false],
  ])('is free %s', async (_name, exists) => {
    if (exists) {
      await hub.apply(file('non-sso', '{}', '[]'));
    }
    expect(await hub.apply(file('non-sso', NAMED, PRESENT), NARROW)).toMatchObject({ applied: true, problems: [] });
  });
});
