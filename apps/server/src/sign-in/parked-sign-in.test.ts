import { randomBytes } from 'node:crypto';
import type { VerifiedAssertion } from '@cordboard/saml';
import { describe, expect, it } from 'vitest';
import { createTestMasterKey } from '../../test-support/master-key-fixture.ts';
import { createSealer } from '../keys/seal.ts';
import { identityOf, openParkedSignIn, type ParkedSignIn, sealParkedSignIn } from './parked-sign-in.ts';

const newSealer = () => createSealer({ masterKey: createTestMasterKey(), random: (size) => randomBytes(size) });

const sealer = newSealer();

const parked: ParkedSignIn = {
  attemptId: 'attempt',
  serviceProviderId: 'sp-default',
  connectionId: 'connection-okta',
  request: { id: '_request', bindingHash: 'hash' },
  target: { kind: 'interaction', uid: 'uid', app: 'desktop' },
  identity: {
    issuer: 'https://idp.example',
    nameId: { value: ' Amina\u0301 ', format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' },
    attributes: [{ name: 'email', values: ['amina@acme.example', ''] }],
    sessionIndex: 'session-1',
    sessionNotOnOrAfter: 2,
    authnInstant: 1,
    authnContext: null,
  },
};

describe('a parked sign-in', () => {
  it('opens as it was sealed, octets preserved, and shows nothing of itself', () => {
    const sealed = sealParkedSignIn(sealer, 'realm', 'handle', parked);
    expect(openParkedSignIn(sealer, 'realm', 'handle', sealed)).toEqual(parked);
    expect(sealed).not.toContain('amina');
    expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('amina');
    const unsolicited = { ...parked, request: null, target: { kind: 'launchpad' } as const };
    const again = sealParkedSignIn(sealer, 'realm', 'handle', unsolicited);
    expect(openParkedSignIn(sealer, 'realm', 'handle', again)).toEqual(unsolicited);
  });

  it('opens nowhere but in its realm, under its handle and with its key', () => {
    const sealed = sealParkedSignIn(sealer, 'realm', 'handle', parked);
    const attempts = [
      () => openParkedSignIn(sealer, 'another', 'handle', sealed),
      () => openParkedSignIn(sealer, 'realm', 'another', sealed),
      () => openParkedSignIn(newSealer(), 'realm', 'handle', sealed),
      () => openParkedSignIn(sealer, 'realm', 'handle', `${sealed.slice(0, -2)}AA`),
      () => openParkedSignIn(sealer, 'realm', 'handle', ''),
    ];
    for (const open of attempts) {
      expect(open).toThrow(expect.objectContaining({ code: 'keys.unsealable' }));
    }
  });

  it('is not opened in another shape', () => {
    const place = { table: 'parked_results', row: 'handle', environment: 'realm' };
    for (const value of [{}, { ...parked, more: 1 }, { ...parked, target: { kind: 'elsewhere' } }, null]) {
      const sealed = sealer.seal(Buffer.from(JSON.stringify(value)), place);
      expect(() => openParkedSignIn(sealer, 'realm', 'handle', sealed)).toThrow(
        expect.objectContaining({ code: 'internal.failed' }),
      );
    }
  });
});

describe('identityOf', () => {
  const assertion = {
    issuer: 'https://idp.example',
    nameId: undefined,
    attributes: [
      { name: 'email', values: [{ text: 'a@acme.example' }, { text: 'gone', nil: true }] },
      { name: 'id', values: [{ text: '', nameId: { value: 'n-1' } }] },
      { name: 'none', values: [] },
    ],
    sessionIndex: undefined,
    sessionNotOnOrAfter: undefined,
    authnInstant: new Date(5),
    authnContextClassRef: undefined,
  } as unknown as VerifiedAssertion;

  it('keeps values, reads NameIDs in attributes, and leaves nil ones out', () => {
    expect(identityOf(assertion)).toEqual({
      issuer: 'https://idp.example',
      nameId: null,
      attributes: [
        { name: 'email', values: ['a@acme.example'] },
        { name: 'id', values: ['n-1'] },
        { name: 'none', values: [] },
      ],
      sessionIndex: null,
      sessionNotOnOrAfter: null,
      authnInstant: 5,
      authnContext: null,
    });
  });
});
