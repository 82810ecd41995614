/**
 * Adds to the audit log and checks it. Every change of the administration is an event, written in the same commit as
 * the change. An event's hash covers all of it and the hash before it; the newest hash of a chain is sealed with a key
 * made of the master key, so nobody with the database alone can cut the end off or write the chain anew.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { MasterKey } from '../keys/master-key.ts';
import type { AuditEventRecord, AuditHead, AuditReader } from '../storage/ports/audit-store.ts';
import type { StorageWriter } from '../storage/ports/storage.ts';
import { auditPages } from './audit-pages.ts';
import { type AuditContent, hashAuditEvent } from './hash-audit-event.ts';

/** The chain of what belongs to no company. */
export const INSTALLATION_CHAIN = 'installation';

/** What happened, before it has its place in the chain. */
export interface AuditEventInput extends Pick<AuditContent, 'actor' | 'action' | 'target'> {
  /** Id of the company, or null for the installation itself. */
  readonly companyId: string | null;
  /** What differs; secrets only as `set` or `changed`. */
  readonly fields?: AuditContent['fields'];
  readonly address?: string | null;
}

export interface AuditLog {
  /** Adds an event within a write. */
  append(writer: StorageWriter, event: AuditEventInput): Promise<void>;
  /** Checks one chain from its first event to its head. */
  verify(reader: AuditReader, chain: string): Promise<AuditVerification>;
}

export type AuditVerification =
  | { readonly ok: true; readonly chain: string; readonly events: number }
  | {
      readonly ok: false;
      readonly chain: string;
      /** Events before the fault that are as they were written. */
      readonly events: number;
      /** What does not hold. */
      readonly fault: 'gap' | 'changed' | 'unlinked' | 'head' | 'seal';
      /** Where: the sequence number. */
      readonly sequence: number;
    };

export interface AuditLogOptions {
  readonly masterKey: MasterKey;
  /** Earlier master keys, whose seals still hold. */
  readonly formerMasterKeys?: readonly MasterKey[] | undefined;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly newId: () => string;
}

const sealKey = ({ key }: MasterKey): Buffer =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'cordboard audit head', 32));

const isSame = (left: string, right: string): boolean => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};

type Fault = Extract<AuditVerification, { ok: false }>['fault'];

interface Walked {
  readonly events: number;
  /** Hash of the last event. */
  readonly last: string;
  readonly fault: { readonly fault: Fault; readonly sequence: number } | null;
}

const faultOf = (event: AuditEventRecord, { events, last }: Walked): Fault | null => {
  if (event.sequence !== events + 1) {
    return 'gap';
  }
  if (event.previousHash !== last) {
    return 'unlinked';
  }
  return event.hash === hashAuditEvent(event) ? null : 'changed';
};

/** Walks to the event `upTo`, or to the first fault before it. */
const walk = async (reader: AuditReader, chain: string, upTo: number): Promise<Walked> => {
  let walked: Walked = { events: 0, last: '', fault: null };
  for await (const page of auditPages(reader, chain, { upTo })) {
    for (const event of page) {
      const fault = faultOf(event, walked);
      if (fault !== null) {
        return { ...walked, fault: { fault, sequence: event.sequence } };
      }
      walked = { events: walked.events + 1, last: event.hash, fault: null };
    }
  }
  return walked;
};

/** Whether the chain goes on after its head. Events that were added properly have moved the head meanwhile. */
const goesOnAfter = async (reader: AuditReader, chain: string, sequence: number): Promise<boolean> => {
  if ((await reader.readAuditChain(chain, sequence, 1)).length === 0) {
    return false;
  }
  return ((await reader.findAuditHead(chain))?.sequence ?? 0) === sequence;
};

/** Makes the audit log of an installation. */
export const createAuditLog = (options: AuditLogOptions): AuditLog => {
  const { masterKey, formerMasterKeys = [], clock, newId } = options;
  const current = sealKey(masterKey);
  const accepted = [masterKey, ...formerMasterKeys].map(sealKey);
  const sealOf = (key: Buffer, head: Omit<AuditHead, 'seal'>): string =>
    createHmac('sha256', key)
      .update(JSON.stringify([head.chain, head.sequence, head.hash]))
      .digest('base64url');
  return {
    append: async (writer, { companyId, actor, action, target, fields = [], address = null }) => {
      const chain = companyId ?? INSTALLATION_CHAIN;
      const former = await writer.findAuditHead(chain);
      const sequence = (former?.sequence ?? 0) + 1;
      const content = { chain, sequence, id: newId(), at: clock(), actor, action, target, fields, address };
      const unhashed = { ...content, previousHash: former?.hash ?? '' };
      const event: AuditEventRecord = { ...unhashed, hash: hashAuditEvent(unhashed) };
      const head = { chain, sequence, hash: event.hash };
      await writer.addAuditEvent(event, { ...head, seal: sealOf(current, head) });
    },
    verify: async (reader, chain) => {
      // The head first: what is added while the chain is read comes after it.
      const head = await reader.findAuditHead(chain);
      const sequence = head?.sequence ?? 0;
      const { events, last, fault } = await walk(reader, chain, sequence);
      if (fault !== null) {
        return { ok: false, chain, events, ...fault };
      }
      if (events !== sequence || last !== (head?.hash ?? '') || (await goesOnAfter(reader, chain, sequence))) {
        return { ok: false, chain, events, fault: 'head', sequence };
      }
      if (head !== null && !accepted.some((key) => isSame(sealOf(key, head), head.seal))) {
        return { ok: false, chain, events, fault: 'seal', sequence };
      }
      return { ok: true, chain, events };
    },
  };
};
