/** The options of a long run: whole numbers, each with a default. */
import { parseArgs } from 'node:util';

/**
 * Reads `--name N` for each of the names.
 *
 * @throws TypeError for an option that does not exist; RangeError for a value that is no whole number of at least 0.
 */
export const readNumbers = <Name extends string>(
  args: readonly string[],
  defaults: Readonly<Record<Name, number>>,
): Record<Name, number> => {
  const names = Object.keys(defaults) as Name[];
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const { values } = parseArgs({ args: [...args], options });
  const entries = names.map((name) => {
    const text = values[name];
    const value = text === undefined ? defaults[name] : Number(text);
    if (text === '' || !Number.isSafeInteger(value) || value < 0) {
      throw new RangeError(`--${name} is a whole number, not ${String(text)}`);
    }
    return [name, value] as const;
  });
  return Object.fromEntries(entries) as Record<Name, number>;
};

/** A seed for whoever names none: another one each time, printed so that a run can be made again. */
export const newSeed = (): number => Math.floor(Math.random() * 0x8000_0000);
