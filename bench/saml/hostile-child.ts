/**
 * Judges one message with one contender, in a process that may be stopped. Prints one line of JSON.
 * Usage: node hostile-child.ts <number of the contender> <name of the payload> <octets>
 */
import { benchKeys, makeMessage } from './messages.ts';
import { PAYLOADS } from './payloads.ts';
import { VERIFIERS } from './verifiers.ts';

const MAX_RUNS = 5;
/** A contender that takes longer than this is judged by what was measured so far, milliseconds. */
const ENOUGH_MS = 1000;
const WARM_UP = 20;

const [, , contender, payloadName, bytes] = process.argv;
const keys = await benchKeys();
const payload = PAYLOADS.find(({ name }) => name === payloadName);
const shape = { elements: 'assertion', encrypted: false, targetBytes: 8 * 1024 } as const;
const verifier = VERIFIERS[Number(contender)]?.(keys, shape);
if (payload === undefined || verifier === undefined) {
  throw new Error('no such contender or payload');
}

const judge = async (message: string): Promise<string> => {
  try {
    await verifier.nameIdOf(message);
    return 'accepted';
  } catch {
    // Any error is a refusal: what it says is each library's own affair.
    return 'refused';
  }
};

// Libraries print what they think of a message; it is not the result.
console.error = () => undefined;
console.warn = () => undefined;
const hostile = Buffer.from(await payload.make(keys, Number(bytes))).toString('base64');
const { samlResponse } = await makeMessage(keys, shape);
for (let run = 0; run < WARM_UP; run += 1) {
  await judge(samlResponse);
}

const figures: number[] = [];
let outcome = '';
let peakBytes = 0;
const started = performance.now();
while (figures.length < MAX_RUNS && performance.now() - started < ENOUGH_MS) {
  const memoryBefore = process.resourceUsage().maxRSS;
  const cpuBefore = process.cpuUsage();
  outcome = await judge(hostile);
  const { user, system } = process.cpuUsage(cpuBefore);
  figures.push((user + system) / 1000);
  // The peak of the process never falls, so the first run shows all of it.
  peakBytes = Math.max(peakBytes, (process.resourceUsage().maxRSS - memoryBefore) * 1024);
}
process.stdout.write(`${JSON.stringify({ outcome, ms: figures, peakBytes })}\n`);
