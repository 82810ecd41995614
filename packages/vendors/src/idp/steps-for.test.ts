import { describe, expect, it } from 'vitest';
import { adfs } from './adfs/vendor.ts';
import { entraId } from './entra-id/vendor.ts';
import { google } from './google/vendor.ts';
import { okta } from './okta/vendor.ts';
import { shibboleth } from './shibboleth/vendor.ts';
import { stepsFor } from './steps-for.ts';

const ids = (...parameters: Parameters<typeof stepsFor>): readonly string[] =>
  stepsFor(...parameters).map(({ id }) => id);

describe('stepsFor', () => {
  it('leaves out what this set-up does not need', () => {
    expect(ids(okta, 'by-hand', { platform: 'generic', needs: [] })).toEqual([
      'create-app',
      'name-app',
      'paste-addresses',
      'name-the-person',
      'sign-answers',
      'check-requests',
      'sign-out',
      'add-attributes',
      'finish-app',
      'assign-people',
      'enter-metadata-url',
      'confirm-email',
      'test-sign-in',
    ]);
  });

  it.each([
    ['several-nodes', 'add-nodes'],
    ['encryption', 'encrypt-assertions'],
    ['groups', 'add-groups'],
  ] as const)('adds what %s needs: %s', (need, id) => {
    expect(ids(okta, 'by-hand', { platform: 'generic', needs: [need] })).toContain(id);
    expect(ids(okta, 'by-hand', { platform: 'generic', needs: [] })).not.toContain(id);
  });

  it('has Entra ID and AD FS sign the response only where the platform asks for it', () => {
    expect(ids(entraId, 'import', { platform: 'egain', needs: ['signed-response'] })).toContain('sign-response');
    expect(ids(entraId, 'import', { platform: 'generic', needs: [] })).not.toContain('sign-response');
    const step = stepsFor(adfs, 'import', { platform: 'egain', needs: ['signed-response'] }).find(
      ({ id }) => id === 'sign-response',
    );
    expect(step?.snippet?.text).toContain("-SamlResponseSignature 'MessageAndAssertion'");
  });

  it('sends attributes of a platform only for that platform', () => {
    const sent = (platform: 'egain' | 'generic'): readonly string[] =>
      stepsFor(google, 'by-hand', { platform, needs: [] }).flatMap(({ attributes }) =>
        (attributes ?? []).map(({ name }) => name),
      );
    expect(sent('egain')).toEqual(['email', 'firstName', 'lastName', 'department']);
    expect(sent('generic')).toEqual(['email', 'firstName', 'lastName']);
  });

  it('numbers the steps without gaps and names who acts', () => {
    const steps = stepsFor(entraId, 'by-hand', { platform: 'generic', needs: [] });
    expect(steps.map(({ number }) => number)).toEqual(steps.map((_step, index) => index + 1));
    expect(new Set(steps.map(({ ownerLabel }) => ownerLabel))).toEqual(new Set(['Entra ID administrator', 'You']));
  });

  it('labels what is entered here by our own name when it comes from no field', () => {
    const step = stepsFor(google, 'by-hand', { platform: 'generic', needs: [] }).find(
      ({ id }) => id === 'confirm-email',
    );
    expect(step?.enters).toEqual([
      { value: 'emailAttribute', label: 'SAML attribute for the email', where: null },
      { value: 'emailDomains', label: 'E-mail domains', where: null },
    ]);
  });

  it('has no steps for an order that the vendor does not know', () => {
    expect(stepsFor(okta, 'import', { platform: 'generic', needs: [] })).toEqual([]);
    expect(stepsFor(shibboleth, 'by-hand', { platform: 'generic', needs: [] })).toEqual([]);
  });
});
