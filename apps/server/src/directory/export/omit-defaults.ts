/** A node without what is so anyway: a file that people read should say what is special. */
import type { z } from 'zod';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const without = (fields: Fields, key: string): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => name !== key));

/** Takes away each field without which `isSame` still holds, those of nested groups too. */
const prune = (fields: Fields, isSame: (candidate: Fields) => boolean): Fields => {
  let kept = fields;
  for (const [key, value] of Object.entries(fields)) {
    if (isSame(without(kept, key))) {
      kept = without(kept, key);
    } else if (isFields(value)) {
      const around = kept;
      kept = { ...kept, [key]: prune(value, (candidate) => isSame({ ...around, [key]: candidate })) };
    }
  }
  return kept;
};

/** @param node as the schema gives it out; reading what comes back with the schema gives it again */
export const omitDefaults = <N extends object>(schema: z.ZodType<N>, node: N): Fields => {
  const whole = JSON.stringify(schema.parse(node));
  return prune(node as Fields, (candidate) => {
    const parsed = schema.safeParse(candidate);
    return parsed.success && JSON.stringify(parsed.data) === whole;
  });
};
