import { describe, expect, it } from 'vitest';
import { attributesFor } from './attributes.ts';
import type { AttributeStyle } from './sandbox-idp-options.ts';

const user = {
  login: 'amina',
  password: 'p',
  firstName: 'Amina',
  lastName: 'Haddad',
  email: 'amina@acme.example',
  groups: ['one', 'two'],
  attributes: { extension: ['1023'], empty: [] },
};

const namesOf = (style: AttributeStyle): readonly (string | undefined)[][] =>
  attributesFor(user, style).map(({ name, friendlyName, nameFormat }) => [name, friendlyName, nameFormat]);

describe('attributesFor', () => {
  it('writes plain names with the basic format and leaves out what has no value', () => {
    expect(attributesFor(user, 'plain').map(({ name }) => name)).toEqual([
      'uid',
      'email',
      'firstName',
      'lastName',
      'displayName',
      'groups',
      'extension',
    ]);
  });

  it('writes OIDs with friendly names, as Shibboleth does', () => {
    expect(namesOf('oid')[1]).toEqual([
      'urn:oid:0.9.2342.19200300.100.1.3',
      'mail',
      'urn:oasis:names:tc:SAML:2.0:attrname-format:uri',
    ]);
  });

  it('writes claim addresses without a format, as Entra ID does', () => {
    expect(namesOf('claims')[1]).toEqual([
      'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
      undefined,
      undefined,
    ]);
  });

  it('writes nothing at all when asked to', () => {
    expect(attributesFor(user, 'none')).toEqual([]);
  });

  it('keeps several values in their order', () => {
    const groups = attributesFor(user, 'plain').find(({ name }) => name === 'groups');
    expect(groups?.values.map(({ text }) => text)).toEqual(['one', 'two']);
  });
});
