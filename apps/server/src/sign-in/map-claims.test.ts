import { connectionSettings } from '@cordboard/contract/tenant-settings';
import { describe, expect, it } from 'vitest';
import { AttemptTrace } from '../attempts/attempt-trace.ts';
import { type ClaimedIdentity, mapClaims } from './map-claims.ts';
import type { VerifiedIdentity } from './parked-sign-in.ts';

const PERSISTENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
const TRANSIENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';

const identity = (change: Partial<VerifiedIdentity> = {}): VerifiedIdentity => ({
  issuer: 'https://idp.example',
  nameId: { value: 'n-1', format: PERSISTENT },
  attributes: [{ name: 'email', values: ['amina@acme.example'] }],
  sessionIndex: null,
  sessionNotOnOrAfter: null,
  authnInstant: 0,
  authnContext: null,
  ...change,
});

const map = (value: VerifiedIdentity, settings: object): ClaimedIdentity => {
  const trace = AttemptTrace.start({ id: 'a', reference: 'R', realmId: 'r', startedAt: 0 }, () => 0);
  return mapClaims(value, connectionSettings.parse(settings), 'c-1', trace);
};

const byEmail = { match: { emailAttribute: 'email' } };

describe('mapClaims', () => {
  it('reads the e-mail attribute and links by the persistent NameID', () => {
    expect(map(identity(), byEmail)).toEqual({
      email: 'amina@acme.example',
      subject: 'n-1',
      profile: {},
      linkKey: {
        connectionId: 'c-1',
        idpEntityId: 'https://idp.example',
        format: PERSISTENT,
        nameQualifier: '',
        spNameQualifier: '',
        value: 'n-1',
      },
    });
  });

  it('keeps the qualifiers of a persistent NameID apart', () => {
    const nameId = { value: 'n-1', format: PERSISTENT, nameQualifier: 'idp', spNameQualifier: 'sp' };
    expect(map(identity({ nameId }), byEmail).linkKey).toMatchObject({ nameQualifier: 'idp', spNameQualifier: 'sp' });
  });

  it.each([TRANSIENT, undefined])('never links by a NameID of format %s', (format) => {
    expect(map(identity({ nameId: { value: 'n-1', format } }), byEmail).linkKey).toBeNull();
  });

  it('links by the attribute that the administrator named', () => {
    const attributes = [
      { name: 'email', values: ['amina@acme.example'] },
      { name: 'employeeNumber', values: ['4711'] },
    ];
    const settings = { match: { emailAttribute: 'email', linkAttribute: 'employeeNumber' } };
    expect(map(identity({ attributes }), settings).linkKey).toMatchObject({
      format: 'attribute:employeeNumber',
      value: '4711',
    });
  });

  it.each([[[]], [['1', '2']]])('refuses a link attribute with the values %j', (values) => {
    const attributes = [{ name: 'employeeNumber', values }];
    expect(() => map(identity({ attributes }), { match: { linkAttribute: 'employeeNumber' } })).toThrow(
      expect.objectContaining({ code: 'claims.link_attribute_missing' }),
    );
  });

  it('compares attribute names exactly and names the near miss', () => {
    const attributes = [{ name: 'Email', values: ['amina@acme.example'] }];
    expect(() => map(identity({ attributes }), byEmail)).toThrow(
      expect.objectContaining({
        code: 'claims.email_attribute_missing',
        expected: 'email',
        received: 'Email',
        hint: 'The attribute Email differs only in letter case or blanks.',
      }),
    );
  });

  it.each([
    [
      [{ name: 'contact', values: ['amina@acme.example'] }],
      'The attribute contact holds an e-mail address. Enter its name here, or have it sent as email.',
    ],
    [
      [
        { name: 'city', values: ['Berlin'] },
        { name: 'mail', values: [] },
      ],
      'The attribute mail is usual for an e-mail address. Enter its name here, or have it sent as email.',
    ],
    [[{ name: 'city', values: ['Berlin'] }], undefined],
  ])('names the attribute that was probably meant by %j', (attributes, hint) => {
    const error = (): unknown => {
      try {
        return map(identity({ attributes }), byEmail);
      } catch (caught) {
        return caught;
      }
    };
    expect(error()).toMatchObject({ code: 'claims.email_attribute_missing' });
    expect(error()).toHaveProperty('hint', hint);
  });

  it('says so when there are no attributes at all', () => {
    expect(() => map(identity({ attributes: [] }), byEmail)).toThrow(
      expect.objectContaining({ code: 'claims.email_attribute_missing', received: 'no attributes' }),
    );
  });

  it('takes a repeated value once and refuses different ones', () => {
    const repeated = [{ name: 'email', values: ['a@b.example', 'a@b.example'] }];
    const different = [{ name: 'email', values: ['a@b.example', 'c@b.example'] }];
    expect(map(identity({ attributes: repeated }), byEmail).email).toBe('a@b.example');
    expect(() => map(identity({ attributes: different }), byEmail)).toThrow(
      expect.objectContaining({ code: 'claims.email_ambiguous' }),
    );
  });

  it.each(['amina', 'a b@c.example', '@c.example', 'a@', `${'a'.repeat(65)}@b.example`])(
    'refuses the e-mail %j',
    (email) => {
      expect(() => map(identity({ attributes: [{ name: 'email', values: [email] }] }), byEmail)).toThrow(
        expect.objectContaining({ code: 'claims.email_invalid' }),
      );
    },
  );

  it('reads the NameID as e-mail when told so', () => {
    const nameId = { value: 'amina@acme.example', format: TRANSIENT };
    expect(map(identity({ nameId }), { match: { nameIdIsEmail: true } })).toMatchObject({
      email: 'amina@acme.example',
      linkKey: null,
    });
  });

  it('refuses an assertion that identifies nobody', () => {
    expect(() => map(identity({ nameId: { value: 't', format: TRANSIENT } }), {})).toThrow(
      expect.objectContaining({ code: 'claims.no_identifier', received: TRANSIENT }),
    );
  });

  it('fills the profile by the map and keeps within its limits', () => {
    const attributes = [
      { name: 'email', values: ['amina@acme.example'] },
      { name: 'given', values: ['x'.repeat(65)] },
    ];
    const settings = { ...byEmail, profile: { firstName: 'given', lastName: 'absent' } };
    expect(map(identity({ attributes }), settings).profile).toEqual({
      displayName: undefined,
      firstName: 'x'.repeat(64),
      lastName: undefined,
    });
  });
});
