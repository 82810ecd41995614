/** The attempt of a sign-in from its first moment, and its end when it is refused: the same for every way of signing in. */
import type { SamlErrorCode } from '@cordboard/saml';
import { AttemptTrace } from '../attempts/attempt-trace.ts';
import { createReference } from '../attempts/reference.ts';
import type { RealmContext } from '../directory/realm-context.ts';
import { CordboardError, type ErrorCode } from '../errors.ts';
import type { AttemptRecord } from '../storage/ports/attempt-store.ts';
import type { StorageWriter } from '../storage/ports/storage.ts';
import type { SignInDependencies } from './sign-in-dependencies.ts';
import { VerdictRefused } from './verdict-refused.ts';

/** The sign-in was refused; the attempt is stored. */
export interface Refused {
  readonly kind: 'refused';
  readonly code: ErrorCode | SamlErrorCode;
  readonly reference: string;
}

const newId = (random: SignInDependencies['random']): string => Buffer.from(random(16)).toString('base64url');

/** The trace of a new attempt. */
export const startTrace = (
  dependencies: SignInDependencies,
  realm: RealmContext,
  about: Partial<Pick<AttemptRecord, 'kind' | 'connectionId' | 'app'>> = {},
): AttemptTrace =>
  AttemptTrace.start(
    {
      id: newId(dependencies.random),
      reference: createReference(dependencies.random),
      realmId: realm.view.realm.id,
      startedAt: dependencies.clock(),
      ...about,
    },
    dependencies.monotonicMs,
  );

const isRefusal = (error: unknown): error is CordboardError | VerdictRefused =>
  error instanceof CordboardError || error instanceof VerdictRefused;

/** Ends the attempt as refused and stores it. Anything that is no refusal is a defect and passed on. */
export const refuse = async (
  dependencies: SignInDependencies,
  trace: AttemptTrace,
  error: unknown,
  alsoWrite?: (writer: StorageWriter) => Promise<unknown>,
): Promise<Refused> => {
  if (!isRefusal(error)) {
    throw error;
  }
  const record = trace.refuse(error.code, dependencies.clock());
  await dependencies.storage.write(async (writer) => {
    await alsoWrite?.(writer);
    await writer.putAttempt(record);
  });
  return { kind: 'refused', code: error.code, reference: record.reference };
};

/** Stores the refusal of a sign-in, or of a sign-out, that ended before any stage could, such as a loop of restarts. */
export const refuseSignIn = (
  dependencies: SignInDependencies,
  realm: RealmContext,
  stage: string,
  error: CordboardError,
  kind: AttemptRecord['kind'] = 'sign-in',
): Promise<Refused> => {
  const trace = startTrace(dependencies, realm, { kind });
  trace.add({
    stage,
    name: error.code,
    status: 'failed',
    code: error.code,
    expected: error.expected,
    received: error.received,
  });
  return refuse(dependencies, trace, error);
};
