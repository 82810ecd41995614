/**
 * One contender in a process of its own: neither its garbage nor what the compiler learned of it falls to another. It is
 * told what to do by messages, see `contender-process.ts`.
 */
import type { KeyPlace } from '@cordboard/saml';
import { runSlice } from '../measure.ts';
import { bareVerification } from './bare-crypto.ts';
import type { ContenderAnswer, ContenderOrder, ContenderTask } from './contender-process.ts';
import { type BenchKeys, benchKeys, NAME_ID } from './messages.ts';
import { bareRequest, REQUESTERS } from './requests.ts';
import { VERIFIERS_OF_ENCRYPTED } from './verifiers.ts';

type Run = () => unknown;

const present = <T>(value: T | undefined): T => {
  if (value === undefined) {
    throw new Error('there is no such contender');
  }
  return value;
};

const placeOf = (contender: 'bare' | 'bare-pool'): KeyPlace => (contender === 'bare' ? 'event-loop' : 'thread-pool');

const verification = (keys: BenchKeys, { contender, message }: ContenderTask & { readonly kind: 'verify' }): Run => {
  if (contender === 'bare' || contender === 'bare-pool') {
    return bareVerification(keys, message, placeOf(contender));
  }
  const { name, nameIdOf } = present(VERIFIERS_OF_ENCRYPTED[contender])(keys, message);
  return async () => {
    const nameId = await nameIdOf(message.samlResponse);
    if (nameId !== NAME_ID) {
      throw new Error(`${name} gives the NameID ${nameId}`);
    }
  };
};

const prepare = async (task: ContenderTask): Promise<Run> => {
  const keys = await benchKeys();
  if (task.kind === 'verify') {
    return verification(keys, task);
  }
  const { contender } = task;
  return contender === 'bare' || contender === 'bare-pool'
    ? bareRequest(keys, placeOf(contender))
    : present(REQUESTERS[contender])(keys).url;
};

// What libraries print is not a result.
console.info = () => undefined;
console.warn = () => undefined;

let run: Run | undefined;

process.on('message', async (order: ContenderOrder) => {
  let answer: ContenderAnswer;
  if ('task' in order) {
    run = await prepare(order.task);
    answer = { us: 0, mainUs: 0 };
  } else {
    answer = await runSlice(present(run), order.sliceMs);
  }
  process.send?.(answer);
});
