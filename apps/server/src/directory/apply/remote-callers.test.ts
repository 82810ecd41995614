import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApply, type TestApply, testMetadata } from '../../../test-support/apply-fixture.ts';

const ENTITY_ID = 'https://idp.example';
const ADDRESS = 'https://idp.example/metadata';

let hub: TestApply;

beforeEach(async () => {
  hub = await createTestApply();
  hub.addresses.set(ADDRESS, await testMetadata(ENTITY_ID));
  hub.addresses.set('https://other.example/metadata', await testMetadata(ENTITY_ID));
});

afterEach(() => hub.storage.close());

const file = (ssoMode: string, url = ADDRESS): string => `
companies:
  - slug: acme
    environments:
      - slug: production
        realms:
          - slug: agents
            ssoMode: ${ssoMode}
            allowUntestedEnable: true
            serviceProviders:
              - slug: default
                connections:
                  - slug: okta
                    metadata: {url: '${url}'}
                    match: {emailAttribute: email, emailDomains: [acme.example]}
`;

const REMOTE = { remote: true };

describe('a caller who is not on the machine of the hub', () => {
  it.each([
    ['non-sso', 'hybrid'],
    ['non-sso', 'sso'],
    ['hybrid', 'non-sso'],
    ['sso', 'hybrid'],
  ])('does not move the mode from %s to %s', async (before, after) => {
    expect((await hub.apply(file(before))).applied).toBe(true);
    const answer = await hub.apply(file(after), REMOTE);
    expect(answer).toMatchObject({ applied: false, problems: [{ code: 'admin.sso_mode' }] });
  });

  it('does not make a realm that signs in through an identity provider at once', async () => {
    expect(await hub.apply(file('hybrid'), REMOTE)).toMatchObject({ problems: [{ code: 'admin.sso_mode' }] });
    expect(await hub.apply(file('non-sso'), REMOTE)).toMatchObject({ applied: true });
  });

  it.each(['sso', 'hybrid'])('does not replace what is trusted in mode %s', async (mode) => {
    await hub.apply(file(mode));
    expect(await hub.apply(file(mode, 'https://other.example/metadata'), REMOTE)).toMatchObject({
      applied: false,
      problems: [{ code: 'trust.not_tested', path: 'acme/production/agents/default/okta' }],
    });
    hub.addresses.set(ADDRESS, await testMetadata(ENTITY_ID, 'https://idp.example/elsewhere'));
    expect(await hub.apply(file(mode), REMOTE)).toMatchObject({ problems: [{ code: 'trust.not_tested' }] });
  });

  it('replaces it while nobody depends on it', async () => {
    await hub.apply(file('non-sso'));
    expect(await hub.apply(file('non-sso', 'https://other.example/metadata'), REMOTE)).toMatchObject({ applied: true });
  });

  it('leaves a command on the machine as it was', async () => {
    await hub.apply(file('sso'));
    expect(await hub.apply(file('sso', 'https://other.example/metadata'))).toMatchObject({ applied: true });
    expect(await hub.apply(file('hybrid'))).toMatchObject({ applied: true });
  });
});
