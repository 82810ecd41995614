/**
 * `npm run bench -- saml`, and `verify` for a part of it: what the kernel costs beside its peers and the bare cryptography. The peers have to accept every
 * message and refuse its tampered twin before anything is measured.
 */
import { type MeasureOptions, printTable } from '../measure.ts';
import { benchHostile } from './bench-hostile.ts';
import { measureTasks, type NamedTask } from './contender-process.ts';
import { type BenchKeys, type BenchMessage, benchKeys, makeMessage, NAME_ID, type ResponseShape } from './messages.ts';
import { checkedRequesterNames } from './requests.ts';
import { VERIFIERS, VERIFIERS_OF_ENCRYPTED, type Verifier } from './verifiers.ts';

const KIB = 1024;
const SHAPES: readonly ResponseShape[] = [
  { elements: 'both', encrypted: false, targetBytes: 8 * KIB },
  { elements: 'both', encrypted: false, targetBytes: 14 * KIB },
  { elements: 'assertion', encrypted: false, targetBytes: 6 * KIB },
  { elements: 'both', encrypted: true, targetBytes: 14 * KIB },
];

const SIGNED = { both: 'twice signed', assertion: 'assertion signed', response: 'response signed' };

/** The bare work again, with the private key where we use it. */
const POOLED = 'bare crypto, RSA in thread pool';

const titleOf = ({ elements, encrypted, xml }: BenchMessage): string =>
  `verify: ${SIGNED[elements]}${encrypted ? ', encrypted (OAEP, AES-256-GCM)' : ''}, ${xml.length} octets`;

const requireNameId = async ({ name, nameIdOf }: Verifier, samlResponse: string): Promise<void> => {
  const nameId = await nameIdOf(samlResponse);
  if (nameId !== NAME_ID) {
    throw new Error(`${name} gives the NameID ${nameId}`);
  }
};

const refuses = async ({ nameIdOf }: Verifier, samlResponse: string): Promise<boolean> => {
  try {
    await nameIdOf(samlResponse);
    return false;
  } catch {
    // Any error is a refusal: what it says is each library's own affair.
    return true;
  }
};

/** Says what each contender does with messages that it should refuse. Ours must refuse them all. */
const judge = async (verifier: Verifier, message: BenchMessage): Promise<readonly string[]> => {
  await requireNameId(verifier, message.samlResponse);
  const notes: string[] = [];
  if (!(await refuses(verifier, message.tampered))) notes.push(`${verifier.name} ACCEPTS the tampered message`);
  if (message.outerTampered !== undefined && !(await refuses(verifier, message.outerTampered))) {
    notes.push(`${verifier.name} verifies one of the two signatures only`);
  }
  if (verifier.name.startsWith('cordboard') && notes.length > 0) {
    throw new Error(notes.join('; '));
  }
  return notes;
};

const benchShape = async (keys: BenchKeys, shape: ResponseShape, options: MeasureOptions): Promise<void> => {
  const message = await makeMessage(keys, shape);
  const verifiers = (message.encrypted ? VERIFIERS_OF_ENCRYPTED : VERIFIERS).map((make) => make(keys, shape));
  const notes: string[] = [];
  for (const verifier of verifiers) {
    notes.push(...(await judge(verifier, message)));
  }
  const bare: NamedTask = { name: 'bare crypto', task: { kind: 'verify', contender: 'bare', message } };
  const tasks = verifiers.map(
    ({ name }, contender): NamedTask => ({ name, task: { kind: 'verify', contender, message } }),
  );
  const pool: NamedTask = {
    name: POOLED,
    task: { kind: 'verify', contender: 'bare-pool', message },
  };
  const all = message.encrypted ? [bare, ...tasks, pool] : [bare, ...tasks];
  printTable(titleOf(message), await measureTasks(all, options), POOLED);
  for (const note of notes) {
    console.log(`  note: ${note}`);
  }
};

export const benchRequests = async (options: MeasureOptions): Promise<void> => {
  const keys = await benchKeys();
  const names = await checkedRequesterNames(keys);
  const bare: NamedTask = { name: 'bare crypto', task: { kind: 'request', contender: 'bare' } };
  const tasks = names.map((name, contender): NamedTask => ({ name, task: { kind: 'request', contender } }));
  const title = 'AuthnRequest, Redirect binding, RSA-2048 with SHA-256';
  const pool: NamedTask = {
    name: POOLED,
    task: { kind: 'request', contender: 'bare-pool' },
  };
  printTable(title, await measureTasks([bare, ...tasks, pool], options), POOLED);
};

/** The tables of genuine messages alone, which take a few minutes. */
export const benchVerify = async (options: MeasureOptions): Promise<void> => {
  const keys = await benchKeys();
  for (const shape of SHAPES) {
    await benchShape(keys, shape, options);
  }
  await benchRequests(options);
};

export const benchSaml = async (options: MeasureOptions): Promise<void> => {
  await benchVerify(options);
  await benchHostile();
};
