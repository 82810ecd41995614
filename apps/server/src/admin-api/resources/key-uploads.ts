/** Keystores of customers over the API: looked into, or the next key taken from one. Nothing but the key is kept, sealed. */
import type { KeyObject } from 'node:crypto';
import {
  type InspectedKeystore,
  inspectRealmKeystore,
  inspectServiceProviderKeystore,
  type KeystoreUpload,
  uploadRealmKey,
  uploadServiceProviderKey,
} from '@cordboard/contract/admin-api/keys';
import { detectFormat, type KeyEntry } from '@cordboard/keystore';
import { certificateWarnings, describeCertificate } from '../../directory/keys/describe-certificate.ts';
import { CordboardError } from '../../errors.ts';
import { inspectKeystore, openKeystore, type UploadedKeystore } from '../../keys/open-keystore.ts';
import { uploadedSamlKey, uploadedTokenKey } from '../../keys/uploaded-key.ts';
import type { AdminParts } from '../admin-parts.ts';
import { type BoundRoute, bind } from '../http/call.ts';
import { findRealmOwner, findServiceProviderOwner } from './key-owner.ts';
import { type AuditFields, nextKeyRecord, storeNextKey } from './key-steps.ts';
import { createKeystoreGate, type KeystoreGate } from './keystore-gate.ts';

const uploaded = ({ keystore, fileName: _fileName, ...options }: KeystoreUpload): UploadedKeystore => ({
  bytes: Buffer.from(keystore, 'base64'),
  ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
});

const algorithmOf = ({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string =>
  `${(asymmetricKeyType ?? 'unknown').toUpperCase()}-${asymmetricKeyDetails?.modulusLength ?? asymmetricKeyDetails?.namedCurve ?? ''}`;

const certificateOf = ({ certificateChain, alias }: KeyEntry): string => {
  const [certificate] = certificateChain;
  if (certificate === undefined) {
    throw new CordboardError('key.unsuitable', { expected: 'a key with its certificate', received: alias });
  }
  return certificate;
};

const inspect = async (
  parts: Pick<AdminParts, 'random'>,
  body: KeystoreUpload,
  now: number,
): Promise<InspectedKeystore> => {
  const upload = uploaded(body);
  const format = detectFormat(upload.bytes);
  const contents = await inspectKeystore(upload, Buffer.from(parts.random(16)).toString('hex'));
  if (contents.kind === 'choose') {
    return { format, aliases: [...contents.aliases], key: null, notices: [] };
  }
  const { entry, keyAliases, notices } = contents.keystore;
  const certificate = describeCertificate(certificateOf(entry), now);
  return {
    format,
    aliases: [...keyAliases],
    key: {
      alias: entry.alias,
      algorithm: algorithmOf(entry.privateKey),
      certificate,
      warnings: certificateWarnings(certificate, now),
    },
    notices: [...notices],
  };
};

/** What the log is told of an upload: which key of which file, and nothing that opens it. */
const auditFields = ({ fileName }: KeystoreUpload, { alias }: KeyEntry): AuditFields => [
  { name: 'alias', from: null, to: alias.slice(0, 255) },
  ...(fileName === undefined ? [] : [{ name: 'fileName', from: null, to: fileName }]),
];

const serviceProviderUpload = (parts: AdminParts, gate: KeystoreGate): BoundRoute =>
  bind(uploadServiceProviderKey, async (call) => {
    const { params, body, now } = call;
    const { id } = await findServiceProviderOwner(parts.storage.read, params);
    const { entry } = await gate(() => openKeystore(uploaded(body)));
    const material = uploadedSamlKey(entry.privateKey, certificateOf(entry));
    const record = nextKeyRecord(parts, id, { material, purpose: params.purpose, origin: 'uploaded' }, now);
    const answer = await call.write(async (writer) =>
      storeNextKey(call, writer, await findServiceProviderOwner(writer, params), record, auditFields(body, entry)),
    );
    await parts.directoryChanged();
    return answer;
  });

const realmUpload = (parts: AdminParts, gate: KeystoreGate): BoundRoute =>
  bind(uploadRealmKey, async (call) => {
    const { params, body, now } = call;
    const { id } = await findRealmOwner(parts.storage.read, params);
    const { entry } = await gate(() => openKeystore(uploaded(body)));
    const material = uploadedTokenKey(entry.privateKey);
    const record = nextKeyRecord(parts, id, { material, purpose: 'token-signing', origin: 'uploaded' }, now);
    const answer = await call.write(async (writer) =>
      storeNextKey(call, writer, await findRealmOwner(writer, params), record, auditFields(body, entry)),
    );
    await parts.directoryChanged();
    return answer;
  });

/** @param gate the one of the process, unless a test holds it */
export const keyUploadRoutes = (
  parts: AdminParts,
  gate: KeystoreGate = createKeystoreGate(),
): readonly BoundRoute[] => [
  bind(inspectServiceProviderKeystore, async ({ params, body, now }) => {
    await findServiceProviderOwner(parts.storage.read, params);
    return { body: await gate(() => inspect(parts, body, now)) };
  }),
  bind(inspectRealmKeystore, async ({ params, body, now }) => {
    await findRealmOwner(parts.storage.read, params);
    return { body: await gate(() => inspect(parts, body, now)) };
  }),
  serviceProviderUpload(parts, gate),
  realmUpload(parts, gate),
];
