/** What the answer of a test said about the person: kept sealed, shown to administrators, cut to a readable size. */
import { z } from 'zod';
import type { Sealer } from '../keys/seal.ts';
import type { ConnectionTestRecord } from '../storage/ports/connection-test-store.ts';
import type { ParkedSignIn } from './parked-sign-in.ts';

const MAX_ATTRIBUTES = 100;
const MAX_VALUES = 20;
const MAX_LENGTH = 300;

const testClaims = z.strictObject({
  nameId: z.strictObject({ value: z.string(), format: z.string().nullable() }).nullable(),
  attributes: z.array(z.strictObject({ name: z.string(), values: z.array(z.string()) })),
  authnContext: z.string().nullable(),
});
export type TestClaims = z.infer<typeof testClaims>;

const cut = (text: string): string => (text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text);

const context = (test: Pick<ConnectionTestRecord, 'id' | 'realmId'>) => ({
  table: 'connection_test',
  row: test.id,
  environment: test.realmId,
});

export const sealTestClaims = (
  sealer: Sealer,
  test: Pick<ConnectionTestRecord, 'id' | 'realmId'>,
  identity: ParkedSignIn['identity'],
): string => {
  const claims: TestClaims = {
    nameId:
      identity.nameId === null ? null : { value: cut(identity.nameId.value), format: identity.nameId.format ?? null },
    attributes: identity.attributes.slice(0, MAX_ATTRIBUTES).map(({ name, values }) => ({
      name: cut(name),
      values: values.slice(0, MAX_VALUES).map(cut),
    })),
    authnContext: identity.authnContext,
  };
  return sealer.seal(Buffer.from(JSON.stringify(claims), 'utf8'), context(test));
};

/** Null when the test has none yet. */
export const openTestClaims = (
  sealer: Sealer,
  test: Pick<ConnectionTestRecord, 'id' | 'realmId' | 'sealedClaims'>,
): TestClaims | null =>
  test.sealedClaims === null
    ? null
    : testClaims.parse(JSON.parse(Buffer.from(sealer.open(test.sealedClaims, context(test))).toString('utf8')));
