/** The steps of a key's life over the API, the same for service providers and realms: each is one commit with its audit event. */
import type { KeyView } from '@cordboard/contract/admin-api/keys';
import { addNextKey, applyKeyChange, promoteKey, removeKey } from '../../directory/keys/key-life.ts';
import { CordboardError } from '../../errors.ts';
import { type KeyMaterial, toKeyRecord } from '../../keys/generate-key-pair.ts';
import type { KeyOrigin, KeyPurpose, KeyRecord } from '../../storage/ports/directory-store.ts';
import type { StorageReader, StorageWriter } from '../../storage/ports/storage.ts';
import type { AdminParts } from '../admin-parts.ts';
import { assertMayChangeRealm } from '../directory/change-permissions.ts';
import type { Call } from '../http/call.ts';
import { assertMatch } from '../http/entity-tag.ts';
import { findKey, type KeyOwner } from './key-owner.ts';
import { keyFingerprint, keyTag, keyView } from './key-views.ts';

/** What of a call the steps need; its route does not matter to them. */
export type StepCall = Pick<Call, 'now' | 'ifMatch' | 'audit' | 'company' | 'may'>;

/** What the audit log is told besides the fingerprint; never a password. */
export type AuditFields = readonly {
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
}[];

export interface ShownKey {
  readonly body: KeyView;
  readonly etag: string;
}

const shown = (key: KeyRecord, now: number): ShownKey => ({ body: keyView(key, now), etag: keyTag(key) });

const audit = (
  call: StepCall,
  writer: StorageWriter,
  owner: KeyOwner,
  key: KeyRecord,
  event: { readonly action: string; readonly fields: AuditFields },
): Promise<void> =>
  call.audit(writer, {
    action: event.action,
    target: { kind: 'key', path: `${owner.path}/${key.purpose}/${key.id}` },
    fields: [...event.fields, { name: 'fingerprint', from: null, to: keyFingerprint(key) }],
  });

export interface NextKey {
  readonly material: KeyMaterial;
  readonly purpose: KeyPurpose;
  readonly origin: KeyOrigin;
}

/** Seals a key and makes the record of a next key. */
export const nextKeyRecord = (
  parts: Pick<AdminParts, 'newId' | 'sealer'>,
  ownerId: string,
  next: NextKey,
  now: number,
): KeyRecord =>
  toKeyRecord(next.material, {
    id: parts.newId(),
    ownerId,
    purpose: next.purpose,
    state: 'next',
    origin: next.origin,
    createdAt: now,
    sealer: parts.sealer,
  });

/** The same key twice would be no change, and two keys of one ID would make tokens ambiguous. */
const assertNew = (owner: KeyOwner, record: KeyRecord): void => {
  const same = owner.keys.find(
    (key) =>
      key.purpose === record.purpose &&
      keyFingerprint(key) === keyFingerprint(record) &&
      (key.state !== 'retired' || key.purpose === 'token-signing'),
  );
  if (same !== undefined) {
    throw new CordboardError('key.unsuitable', {
      expected: 'another key or certificate than those that are there',
      received: `the ${same.state} one, key ${same.id}`,
    });
  }
};

export const storeNextKey = async (
  call: StepCall,
  writer: StorageWriter,
  owner: KeyOwner,
  record: KeyRecord,
  fields: AuditFields = [],
): Promise<ShownKey> => {
  assertMayChangeRealm(call, owner.view.realm.kind);
  if (owner.id !== record.ownerId) {
    // Deleted and made again while the key was made.
    throw new CordboardError('admin.not_found', { received: owner.path });
  }
  const change = addNextKey(owner.keys, record);
  assertNew(owner, record);
  await applyKeyChange(writer, change);
  await audit(call, writer, owner, record, {
    action: record.origin === 'generated' ? 'key.generated' : 'key.uploaded',
    fields: [{ name: 'algorithm', from: null, to: record.algorithm }, ...fields],
  });
  return shown(record, call.now);
};

export const promote = async (
  call: StepCall,
  writer: StorageWriter,
  owner: KeyOwner,
  keyId: string,
  assertReady: (key: KeyRecord, reader: StorageReader) => Promise<void>,
): Promise<ShownKey> => {
  assertMayChangeRealm(call, owner.view.realm.kind);
  const key = findKey(owner, keyId);
  const change = promoteKey(owner.keys, key, call.now);
  await assertReady(key, writer);
  await applyKeyChange(writer, change);
  await audit(call, writer, owner, key, {
    action: 'key.promoted',
    fields: [{ name: 'state', from: key.state, to: 'current' }],
  });
  for (const gone of change.remove) {
    await audit(call, writer, owner, gone, { action: 'key.removed', fields: [] });
  }
  return shown(change.put.find(({ id }) => id === key.id) ?? key, call.now);
};

export const remove = async (
  call: StepCall,
  writer: StorageWriter,
  owner: KeyOwner,
  options: { readonly keyId: string; readonly allowStillNeeded: boolean },
): Promise<void> => {
  assertMayChangeRealm(call, owner.view.realm.kind);
  const key = findKey(owner, options.keyId);
  assertMatch(call.ifMatch, keyTag(key));
  const { allowStillNeeded } = options;
  const change = removeKey(owner.keys, key, { now: call.now, allowStillNeeded });
  await applyKeyChange(writer, change);
  const isRetired = change.put.some(({ id }) => id === key.id);
  const gone = isRetired ? change.remove : change.remove.filter(({ id }) => id !== key.id);
  await audit(call, writer, owner, key, {
    action: isRetired ? 'key.retired' : 'key.removed',
    fields: [
      { name: 'state', from: key.state, to: isRetired ? 'retired' : null },
      ...(allowStillNeeded ? [{ name: 'allowStillNeeded', from: null, to: 'true' }] : []),
    ],
  });
  for (const other of gone) {
    await audit(call, writer, owner, other, { action: 'key.removed', fields: [] });
  }
};
