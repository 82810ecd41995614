/**
 * `npm run bench -- linear`: what our verdict costs on messages from 8 KiB to 4 MiB, genuine and hostile, with the size limit
 * raised. The cost of a kibibyte has to be the same whatever the size.
 */
import { loadVerificationKey, MESSAGE_LIMITS, verifyResponse } from '@cordboard/saml';
import { type MeasureOptions, measure, runSlice } from '../measure.ts';
import { ACS, type BenchKeys, benchKeys, IDP, REQUEST_ID, SP } from './messages.ts';
import { PAYLOADS, type Payload } from './payloads.ts';

const KIB = 1024;
const SIZES = [8 * KIB, 64 * KIB, 256 * KIB, 512 * KIB, 4096 * KIB];
const LIMITS = { ...MESSAGE_LIMITS, maxBytes: 8 * KIB * KIB, maxElements: 8 * KIB * KIB };

const judge = async (keys: BenchKeys, samlResponse: string): Promise<string> => {
  const verdict = await verifyResponse(
    { samlResponse },
    {
      idpEntityId: IDP,
      verificationKeys: [loadVerificationKey(keys.idp.certificatePem)],
      acsUrls: [ACS],
      audiences: [SP],
      inResponseTo: REQUEST_ID,
      now: new Date(),
      limits: LIMITS,
    },
  );
  return verdict.accepted ? 'accepted' : verdict.code;
};

const benchPayload = async (keys: BenchKeys, payload: Payload, options: MeasureOptions): Promise<void> => {
  const messages: string[] = [];
  for (const size of SIZES) {
    messages.push(Buffer.from(await payload.make(keys, size)).toString('base64'));
  }
  const outcome = await judge(keys, messages.at(-1) ?? '');
  if (payload.genuine && outcome !== 'accepted') {
    throw new Error(`${payload.name} is refused: ${outcome}`);
  }
  const measured = await measure(
    messages.map((message, index) => ({
      name: String(SIZES[index]),
      slice: (sliceMs) => runSlice(() => judge(keys, message), sliceMs),
    })),
    options,
  );
  const figures = measured.map(({ medianUs }) => (medianUs / 1000).toFixed(2).padStart(10)).join('');
  console.log(`${payload.name.padEnd(34)}${figures}  ${outcome}`);
};

export const benchLinear = async (options: MeasureOptions): Promise<void> => {
  const keys = await benchKeys();
  console.log('\nms of CPU time for a message, by its size in KiB');
  console.log(`${'kind'.padEnd(34)}${SIZES.map((size) => String(size / KIB).padStart(10)).join('')}  verdict`);
  for (const payload of PAYLOADS) {
    await benchPayload(keys, payload, options);
  }
};
