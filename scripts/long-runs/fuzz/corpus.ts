/** Inputs that reached something new, kept from run to run in `.cordboard/fuzz`, which is not in the repository. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface KeptCorpus {
  readonly inputs: readonly Uint8Array[];
  readonly keep: (input: Uint8Array) => void;
}

/** The corpus of a target; an empty one on the first run. */
export const openCorpus = (folder: string): KeptCorpus => {
  mkdirSync(folder, { recursive: true });
  const inputs = readdirSync(folder)
    .sort()
    .map((name) => readFileSync(join(folder, name)));
  const keep = (input: Uint8Array): void => {
    writeFileSync(join(folder, createHash('sha256').update(input).digest('hex').slice(0, 32)), input);
  };
  return { inputs, keep };
};
