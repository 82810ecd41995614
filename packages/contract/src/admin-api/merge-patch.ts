/** JSON merge patches (RFC 7396): what a change of a representation looks like, and what comes of it. */
import { z } from 'zod';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value with the patch applied: null removes, objects merge, everything else replaces. */
export const applyMergePatch = (target: unknown, patch: unknown): unknown => {
  if (!isObject(patch)) {
    return patch;
  }
  const merged = new Map<string, unknown>(Object.entries(isObject(target) ? target : {}));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) {
      merged.delete(name);
    } else {
      merged.set(name, applyMergePatch(merged.get(name), value));
    }
  }
  return Object.fromEntries(merged);
};

const inner = (schema: z.core.$ZodType): z.core.$ZodType =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault
    ? inner(schema.unwrap())
    : schema;

/** The fields of an object, or of every object that may stand there: a patch can lead from one to another. */
const shapeOf = (schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> | null => {
  if (schema instanceof z.ZodObject) {
    return schema.shape;
  }
  const options = schema instanceof z.ZodUnion ? schema.options.map(shapeOf) : [];
  const shapes = options.filter((shape) => shape !== null);
  return shapes.length === 0 || shapes.length < options.length ? null : Object.assign({}, ...shapes);
};

const patchField = (field: z.core.$ZodType): z.ZodType => {
  const bare = inner(field) as z.ZodType;
  const shape = shapeOf(bare);
  const patched = shape === null ? bare : mergePatchOf(shape);
  const optional = patched.nullable().optional();
  const { description } = field as z.ZodType;
  return description === undefined ? optional : optional.describe(description);
};

/** The shape of a merge patch for objects with these fields: each may be missing, or null to go back to its default. */
export const mergePatchOf = (
  shape: Readonly<Record<string, z.core.$ZodType>>,
): z.ZodObject<Record<string, z.ZodType>, z.core.$strict> =>
  z.strictObject(Object.fromEntries(Object.entries(shape).map(([name, field]) => [name, patchField(field)])));
