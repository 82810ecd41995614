/**
 * `npm run bench -- decryption`: what a refusal costs for every way in which an encrypted assertion cannot be opened. Nobody
 * may learn from the time which way it was: the figures of one table have to lie close together.
 */
import { type KeyPlace, loadDecryptionKey, verifyResponse } from '@cordboard/saml';
import { type DecryptionFailures, decryptionFailures } from '../packages/saml/test-support/decryption-failures.ts';
import { type Forge, makeForge } from '../packages/saml/test-support/hostile/hostile-case.ts';
import { type Contender, type Measurement, type MeasureOptions, measure, median, runSlice } from './measure.ts';

const judge = async (forge: Forge, xml: string): Promise<string> => {
  const verdict = await verifyResponse({ xml: Buffer.from(xml) }, { ...forge.options, cbcSignedInside: true });
  return verdict.accepted ? 'accepted' : verdict.code;
};

/** Every unit has to come out like that; a figure for something else is worthless. */
const contender = (forge: Forge, name: string, xml: string, outcome: string): Contender => ({
  name,
  slice: (sliceMs) =>
    runSlice(async () => {
      const code = await judge(forge, xml);
      if (code !== outcome) {
        throw new Error(`${name}: ${code} and not ${outcome}`);
      }
    }, sliceMs),
});

const print = (title: string, [genuine, ...failures]: readonly Measurement[]): void => {
  const middle = median(failures.map(({ medianUs }) => medianUs));
  const row = ({ name, medianUs, minUs }: Measurement): string =>
    `${name.padEnd(36)}${medianUs.toFixed(0).padStart(12)}${minUs.toFixed(0).padStart(12)}${(medianUs / middle).toFixed(2).padStart(12)}`;
  console.log(
    `\n${title}\n${'refused as'.padEnd(36)}${['µs median', 'µs min', 'x middle'].map((head) => head.padStart(12)).join('')}`,
  );
  for (const one of failures) {
    console.log(row(one));
  }
  const medians = failures.map(({ medianUs }) => medianUs);
  console.log(`slowest / fastest: ${(Math.max(...medians) / Math.min(...medians)).toFixed(2)}`);
  console.log(genuine === undefined ? '' : row(genuine));
};

const benchFamily = async (
  forge: Forge,
  place: KeyPlace,
  { title, genuine, failures }: DecryptionFailures,
  options: MeasureOptions,
): Promise<void> => {
  const contenders = [
    contender(forge, '(for comparison) accepted', genuine, 'accepted'),
    ...failures.map(({ name, xml }) => contender(forge, name, xml, 'encryption.failed')),
  ];
  print(`${title} in the ${place}, ${genuine.length} octets`, await measure(contenders, options));
};

export const benchDecryption = async (options: MeasureOptions): Promise<void> => {
  const forge = await makeForge();
  for (const place of ['thread-pool', 'event-loop'] as const) {
    const decryptionKeys = [loadDecryptionKey({ name: 'sp', privateKeyPem: forge.sp.privateKeyPem, place })];
    for (const family of await decryptionFailures(forge)) {
      await benchFamily({ ...forge, options: { ...forge.options, decryptionKeys } }, place, family, options);
    }
  }
};
