import { describe, expect, it } from 'vitest';
import { testKeyPair } from '../../test-support/keys.ts';
import { UniqueIds } from '../dsig/collect-ids.ts';
import type { SamlError } from '../errors.ts';
import { loadDecryptionKey } from '../xenc/decryption-key.ts';
import { encryptElement } from '../xenc/encrypt-element.ts';
import { UnwrapBudget } from '../xenc/unwrap-budget.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { MESSAGE_LIMITS } from '../xml/xml-node.ts';
import { checkLogoutNameId, type LogoutSubject } from './check-logout-name-id.ts';

const recipient = await testKeyPair('sp-encryption');
const SAML = 'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"';
const SAMLP = 'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"';

const encrypted = (xml: string): string =>
  encryptElement(xml, { certificate: recipient.certificatePem, wrapper: 'EncryptedID' });

const check = (content: string): Promise<LogoutSubject> => {
  const { root } = parseXml(`<samlp:LogoutRequest ${SAMLP} ${SAML}>${content}</samlp:LogoutRequest>`);
  const ids = new UniqueIds();
  ids.add(root);
  return checkLogoutNameId(root, {
    keys: [loadDecryptionKey({ name: 'sp', privateKeyPem: recipient.privateKeyPem })],
    limits: MESSAGE_LIMITS,
    unwraps: new UnwrapBudget(),
    ids,
    signed: true,
  });
};

const codeOf = (content: string): Promise<string> =>
  check(content).then(
    () => 'accepted',
    (error: SamlError) => error.code,
  );

describe('checkLogoutNameId', () => {
  it('reads a NameID as it is and an encrypted one with the name of the key', async () => {
    expect(await check('<saml:NameID>amina</saml:NameID>')).toMatchObject({
      nameId: { value: 'amina' },
      decryptionKeyName: undefined,
    });
    expect(await check(encrypted(`<saml:NameID ${SAML}>amina</saml:NameID>`))).toMatchObject({
      nameId: { value: 'amina' },
      decryptionKeyName: 'sp',
    });
  });

  it.each([
    ['another element', `<saml:Attribute ${SAML} Name="amina"/>`],
    ['a NameID of another vocabulary', '<NameID xmlns="urn:other">amina</NameID>'],
    ['a BaseID', `<saml:BaseID ${SAML}/>`],
  ])('refuses an EncryptedID with %s inside', async (_, inside) => {
    expect(await codeOf(encrypted(inside))).toBe('encryption.structure');
  });

  it('counts the IDs inside among those of the request', async () => {
    const nameId = encrypted(`<saml:NameID ${SAML} ID="_in">amina</saml:NameID>`);
    expect(await codeOf(nameId)).toBe('accepted');
    expect(await codeOf(`${nameId}<x ID="_in"/>`)).toBe('xml.duplicate_id');
  });

  it('refuses a request that names nobody', async () => {
    expect(await codeOf('')).toBe('logout.name_id');
  });
});
