/** `cordboard doctor`: the verdict of the kernel on a message that somebody kept, or on thousands of them. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { loadVerificationKey, METADATA_LIMITS, type RequiredSignatures, readIdpMetadata } from '@cordboard/saml';
import { CordboardError } from '@cordboard/server/errors';
import { type CliIo, EXIT_FAILED, EXIT_FINE, EXIT_USAGE } from '../cli-io.ts';
import { answerOf, type DoctorAnswer, type Finding } from '../doctor/doctor-answer.ts';
import type { DoctorKind } from '../doctor/doctor-case.ts';
import { judgeLine, maxFileBytes, problemOf } from '../doctor/judge-line.ts';
import { judgeMaterial, type Material } from '../doctor/judge-material.ts';
import { readLines } from '../doctor/read-lines.ts';
import { KeyFiles, readLimited } from '../doctor/read-material.ts';
import { createPaint } from '../render/paint.ts';
import { renderDoctor } from '../render/render-doctor.ts';

/** The options of the command as commander hands them over. */
export interface DoctorOptions {
  readonly batch?: string | undefined;
  readonly json?: boolean | undefined;
  readonly kind: DoctorKind;
  readonly metadata?: string | undefined;
  readonly certificate?: readonly string[] | undefined;
  readonly decryptionKey?: readonly string[] | undefined;
  readonly entityId?: string | undefined;
  readonly acsUrl?: string | undefined;
  readonly sloUrl?: string | undefined;
  readonly ssoUrl?: string | undefined;
  readonly idpEntityId?: string | undefined;
  readonly requestId?: string | undefined;
  readonly require?: RequiredSignatures | undefined;
  readonly now?: Date | undefined;
  /** Seconds. */
  readonly clockSkew?: number | undefined;
  readonly allowUnsolicited?: boolean | undefined;
  readonly allowUnsigned?: boolean | undefined;
  readonly allowSha1?: boolean | undefined;
  readonly allowRsa1024?: boolean | undefined;
  readonly allowCbc?: boolean | undefined;
}

/** What the metadata of the identity provider adds to the options. */
interface Trust {
  readonly idpEntityId: string | undefined;
  readonly verificationKeys: Material['verificationKeys'];
}

const readTrust = async (options: DoctorOptions, keys: KeyFiles, now: Date, cwd: string): Promise<Trust> => {
  const { certificate, metadata, idpEntityId } = options;
  const pinned = certificate === undefined ? undefined : await keys.verificationKeys(certificate);
  if (metadata === undefined) {
    return { idpEntityId, verificationKeys: pinned };
  }
  const octets = await readLimited(resolve(cwd, metadata), METADATA_LIMITS.maxBytes);
  const read = readIdpMetadata(octets, { now, entityId: idpEntityId });
  const published = read.signingCertificates.map(({ pem }) => loadVerificationKey(pem));
  return { idpEntityId: read.entityId, verificationKeys: pinned ?? published };
};

const judgeFile = async (file: string, options: DoctorOptions, io: CliIo): Promise<Finding> => {
  const now = options.now ?? new Date();
  const keys = new KeyFiles(io.cwd);
  try {
    const trust = await readTrust(options, keys, now, io.cwd);
    return await judgeMaterial({
      kind: options.kind,
      octets: await readLimited(resolve(io.cwd, file), maxFileBytes(options.kind)),
      entityId: options.entityId,
      acsUrl: options.acsUrl,
      sloUrl: options.sloUrl,
      ssoUrl: options.ssoUrl,
      ...trust,
      decryptionKeys: await keys.decryptionKeys(options.decryptionKey ?? []),
      answers: options.requestId === undefined ? 'as claimed' : { id: options.requestId },
      allowUnsolicited: options.allowUnsolicited ?? false,
      allowUnsigned: options.allowUnsigned ?? false,
      allowSha1: options.allowSha1 ?? false,
      allowRsa1024: options.allowRsa1024 ?? false,
      allowCbc: options.allowCbc ?? false,
      require: options.require,
      now,
      clockSkewMs: options.clockSkew === undefined ? undefined : options.clockSkew * 1000,
    });
  } catch (error) {
    return problemOf(error);
  }
};

const doctorOne = async (file: string, options: DoctorOptions, io: CliIo): Promise<number> => {
  const start = performance.now();
  const finding = await judgeFile(file, options, io);
  const answer = answerOf(file, finding, performance.now() - start);
  const notes =
    options.requestId === undefined && /^(response|logoutresponse)$/.test(options.kind)
      ? ['The request that is answered was taken from the message itself; --request-id checks it.']
      : [];
  io.out(
    options.json === true
      ? JSON.stringify({ ...answer, facts: finding.facts ?? {}, notes }, null, 2)
      : renderDoctor(answer, { facts: finding.facts ?? {}, notes }, createPaint(io.isColoured)),
  );
  return answer.verdict === 'accept' ? EXIT_FINE : EXIT_FAILED;
};

/** Longest line of a file of cases. */
const MAX_LINE_BYTES = 64 * 1024;

async function* answersOf(path: string, count: (answer: DoctorAnswer) => void): AsyncGenerator<string> {
  const folder = dirname(path);
  const context = { folder, keys: new KeyFiles(folder), now: new Date() };
  for await (const line of readLines(createReadStream(path), MAX_LINE_BYTES)) {
    if (typeof line !== 'string' || line.trim() !== '') {
      const answer = await judgeLine(typeof line === 'string' ? line : '', context);
      count(answer);
      yield `${JSON.stringify(answer)}\n`;
    }
  }
}

const doctorBatch = async (file: string, io: CliIo): Promise<number> => {
  const path = resolve(io.cwd, file);
  const found = await stat(path).catch((cause: unknown) => {
    throw new CordboardError('doctor.file', { expected: 'a file of cases', received: path, cause });
  });
  if (found.isDirectory()) {
    throw new CordboardError('doctor.file', { expected: 'a file of cases', received: `${path}, which is a folder` });
  }
  let isComplete = true;
  await io.stream(
    answersOf(path, ({ code }) => {
      isComplete &&= code === null || !code.startsWith('doctor.');
    }),
  );
  return isComplete ? EXIT_FINE : EXIT_FAILED;
};

/**
 * Judges one file, or every line of a file of cases.
 *
 * @returns for one file: 0 when it is accepted, else 1; for a batch: 0 when every line could be judged, whatever the verdict.
 */
export const doctorCommand = async (file: string | undefined, options: DoctorOptions, io: CliIo): Promise<number> => {
  if (options.batch !== undefined && file === undefined) {
    return await doctorBatch(options.batch, io);
  }
  if (options.batch === undefined && file !== undefined) {
    return await doctorOne(file, options, io);
  }
  io.err('error: name one file to judge, or a file of cases with --batch');
  return EXIT_USAGE;
};
