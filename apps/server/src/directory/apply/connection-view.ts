/** A connection as an administrator reads it: certificates as fingerprints, times as dates. */
import { X509Certificate } from 'node:crypto';
import type { ConnectionSettings } from '@cordboard/contract/tenant-settings';
import type { ConnectionRecord, IdentityProviderSource } from '../../storage/ports/directory-store.ts';
import type { FieldView } from './diff-fields.ts';

const certificateText = (pem: string): string => {
  const certificate = new X509Certificate(pem);
  const fingerprint = certificate.fingerprint256.replaceAll(':', '').toLowerCase();
  return `sha256 ${fingerprint} (until ${certificate.validToDate.toISOString().slice(0, 10)})`;
};

/** When it was fetched does not count: fetching the same again changes nothing. */
const sourceText = (source: IdentityProviderSource): string => {
  switch (source.kind) {
    case 'url':
      return source.url;
    case 'file':
      return `file with sha256 ${source.sha256}`;
    case 'manual':
      return 'by hand';
  }
};

export const connectionView = (record: ConnectionRecord): FieldView => {
  const { identityProvider: idp } = record;
  return {
    name: record.name,
    default: record.isDefault,
    enabled: record.enabled,
    source: sourceText(record.source),
    identityProvider: {
      entityId: idp.entityId,
      certificates: idp.signingCertificates.map(certificateText),
      signIn: idp.singleSignOn.map(({ binding, url }) => `${binding} ${url}`),
      signOut: idp.singleLogout.map(({ binding, url, responseUrl }) =>
        [binding, url, ...(responseUrl === null ? [] : [`answers to ${responseUrl}`])].join(' '),
      ),
      wantAuthnRequestsSigned: idp.wantAuthnRequestsSigned,
      validUntil: idp.validUntil === null ? null : new Date(idp.validUntil).toISOString(),
    },
    settings: record.settings,
  };
};

/** What a new connection is compared with, so that only what is special about it is shown. */
export const newConnectionView = (settings: ConnectionSettings): FieldView => ({
  default: false,
  enabled: true,
  identityProvider: { wantAuthnRequestsSigned: false },
  settings,
});
