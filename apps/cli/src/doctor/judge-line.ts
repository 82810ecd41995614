/** From one line of a file of cases to its answer. Whatever is wrong with a line is its answer. */
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { METADATA_LIMITS, SamlError } from '@cordboard/saml';
import { CordboardError } from '@cordboard/server/errors';
import { answerOf, type DoctorAnswer, type DoctorCheck, type Finding } from './doctor-answer.ts';
import { type DoctorCase, doctorCase, doctorCaseId } from './doctor-case.ts';
import { failedCheck, judgeMaterial, type Material, MissingField } from './judge-material.ts';
import { type KeyFiles, MAX_MESSAGE_FILE_BYTES, readLimited } from './read-material.ts';

export interface LineContext {
  /** What relative paths are relative to. */
  readonly folder: string;
  readonly keys: KeyFiles;
  /** For cases that do not name an instant. */
  readonly now: Date;
}

/** The largest file of a kind. */
export const maxFileBytes = (kind: DoctorCase['kind']): number =>
  kind === 'metadata' || kind === 'signature' ? METADATA_LIMITS.maxBytes : MAX_MESSAGE_FILE_BYTES;

const readMaterial = async (one: DoctorCase, { folder, keys, now }: LineContext): Promise<Material> => ({
  kind: one.kind,
  octets: await readLimited(resolve(folder, one.path), maxFileBytes(one.kind)),
  entityId: one.entityId,
  acsUrl: one.acsUrl,
  sloUrl: one.sloUrl,
  ssoUrl: one.ssoUrl,
  idpEntityId: one.idpEntityId,
  verificationKeys: one.idpCertPath === undefined ? undefined : await keys.verificationKeys(one.idpCertPath),
  decryptionKeys: await keys.decryptionKeys(one.decryptionKeyPath ?? []),
  answers: one.requestId === undefined || one.requestId === null ? 'none' : { id: one.requestId },
  allowUnsolicited: one.allowUnsolicited,
  allowUnsigned: one.allowUnsigned,
  allowSha1: one.allowSha1,
  allowRsa1024: one.allowRsa1024,
  allowCbc: one.allowCbc,
  require: one.require,
  now: one.now === undefined ? now : new Date(one.now),
  clockSkewMs: one.clockSkewSec === undefined ? undefined : one.clockSkewSec * 1000,
});

const caseCheck = (code: string, expected: string, received: string): DoctorCheck => ({
  name: 'case',
  status: 'failed',
  code,
  expected,
  received,
});

/** What kept a case from being judged, as the failed check of its answer. */
export const problemOf = (error: unknown): Finding => {
  if (error instanceof MissingField) {
    return { checks: [caseCheck('doctor.case', error.field, 'nothing')] };
  }
  if (error instanceof CordboardError) {
    return { checks: [caseCheck(error.code, error.expected ?? '', error.received ?? '')] };
  }
  if (error instanceof SamlError) {
    return { checks: [failedCheck('case', error)] };
  }
  throw error;
};

type ParsedLine = { readonly one: DoctorCase } | { readonly id: string | null; readonly problem: Finding };

const parseLine = (line: string): ParsedLine => {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { id: null, problem: { checks: [caseCheck('doctor.case', 'a JSON object', 'no JSON')] } };
  }
  const parsed = doctorCase.safeParse(value);
  if (parsed.success) {
    return { one: parsed.data };
  }
  const id = doctorCaseId.safeParse(value);
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  return {
    id: id.success ? id.data.id : null,
    problem: {
      checks: [caseCheck('doctor.case', 'a case', `${where === '' ? '' : `${where}: `}${issue?.message ?? ''}`)],
    },
  };
};

/** Judges one line of a file of cases. */
export const judgeLine = async (line: string, context: LineContext): Promise<DoctorAnswer> => {
  const start = performance.now();
  const parsed = parseLine(line);
  if ('problem' in parsed) {
    return answerOf(parsed.id, parsed.problem, performance.now() - start);
  }
  const { one } = parsed;
  try {
    const finding = await judgeMaterial(await readMaterial(one, context));
    return answerOf(one.id, finding, performance.now() - start);
  } catch (error) {
    return answerOf(one.id, problemOf(error), performance.now() - start);
  }
};
