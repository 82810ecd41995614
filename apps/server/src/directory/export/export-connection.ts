/** A connection with the description of its identity provider, so that applying it again changes nothing. */
import { connectionNode } from '@cordboard/contract/directory-nodes';
import type { YamlValue } from '@cordboard/contract/write-yaml';
import { BINDING_HTTP_POST, BINDING_HTTP_REDIRECT, writeIdpMetadata } from '@cordboard/saml';
import type { ConnectionRecord, IdentityProviderDescription } from '../../storage/ports/directory-store.ts';
import type { StorageReader } from '../../storage/ports/storage.ts';
import { describeConnection } from './describe-records.ts';
import { omitDefaults } from './omit-defaults.ts';

const uris = { redirect: BINDING_HTTP_REDIRECT, post: BINDING_HTTP_POST } as const;

/** A document that says what is known of the identity provider, where the one it came from was not kept. */
const writeDescription = (idp: IdentityProviderDescription): string =>
  writeIdpMetadata({
    entityId: idp.entityId,
    keys: idp.signingCertificates.map((certificate) => ({ certificate, use: 'signing' })),
    singleSignOnServices: idp.singleSignOn.map(({ binding, url }) => ({ binding: uris[binding], location: url })),
    singleLogoutServices: idp.singleLogout.map(({ binding, url, responseUrl }) => ({
      binding: uris[binding],
      location: url,
      ...(responseUrl !== null && { responseLocation: responseUrl }),
    })),
    wantAuthnRequestsSigned: idp.wantAuthnRequestsSigned,
    ...(idp.validUntil !== null && { validUntil: new Date(idp.validUntil) }),
  });

const findDocument = async (
  reader: StorageReader,
  record: ConnectionRecord,
  note: (text: string) => void,
): Promise<string | null> => {
  if (record.source.kind !== 'file') {
    return null;
  }
  const kept = await reader.findConnectionDocument(record.id);
  if (kept === null) {
    note('the metadata file was not kept; the document here is made of what is known of the identity provider');
  }
  return kept ?? writeDescription(record.identityProvider);
};

/** @param note told what the file does not say as it was said */
export const exportConnection = async (
  reader: StorageReader,
  record: ConnectionRecord,
  note: (text: string) => void,
): Promise<YamlValue> => {
  const { metadata, manual, ...settings } = describeConnection(record);
  const document = await findDocument(reader, record, note);
  const { slug, name, ...rest } = omitDefaults(connectionNode, settings);
  const described = { slug, name, ...rest, metadata: document === null ? metadata : { text: document }, manual };
  return described as YamlValue;
};
