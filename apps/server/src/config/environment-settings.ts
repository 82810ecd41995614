/** Reads process settings from `CORDBOARD_*` variables: every setting of the configuration file has one. */
import { z } from 'zod';
import { serverConfigFile } from './server-config-schema.ts';

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** One setting that can be given by a variable. */
export interface EnvironmentSetting {
  /** `CORDBOARD_OUTBOUND_TIMEOUT_MS`. */
  readonly variable: string;
  /** Keys from the top of the configuration: `['outbound', 'timeoutMs']`. */
  readonly path: readonly string[];
  readonly kind: 'text' | 'number' | 'boolean' | 'list';
}

/** Names the configuration file; not a setting of its own. */
export const CONFIG_VARIABLE = 'CORDBOARD_CONFIG';

const toVariable = (path: readonly string[]): string =>
  `CORDBOARD_${path.map((key) => key.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()).join('_')}`;

const kindOf = (schema: JsonSchema): EnvironmentSetting['kind'] => {
  const kinds: Readonly<Record<string, EnvironmentSetting['kind']>> = {
    array: 'list',
    boolean: 'boolean',
    integer: 'number',
    number: 'number',
  };
  return kinds[String(schema.type)] ?? 'text';
};

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null;

const settingsOf = (schema: JsonSchema, path: readonly string[]): readonly EnvironmentSetting[] =>
  Object.entries(schema.properties ?? {}).flatMap(([key, child]) => {
    const here = [...path, key];
    if (!isSchema(child)) {
      return [];
    }
    return child.type === 'object'
      ? settingsOf(child, here)
      : [{ variable: toVariable(here), path: here, kind: kindOf(child) }];
  });

/** Every setting with its variable, in the order of the schema. */
export const environmentSettings: readonly EnvironmentSetting[] = settingsOf(
  z.toJSONSchema(serverConfigFile, { io: 'input', unrepresentable: 'any' }),
  [],
);

const readValue = (kind: EnvironmentSetting['kind'], text: string): unknown => {
  switch (kind) {
    case 'number':
      // What is no number stays text, and the schema says so.
      return /^\d+$/.test(text) ? Number(text) : text;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'list':
      return text
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== '');
    case 'text':
      return text;
  }
};

const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `base` with one value set; objects on the way are copied. */
const withValue = (base: unknown, path: readonly string[], value: unknown): unknown => {
  const [key, ...rest] = path;
  if (key === undefined) {
    return value;
  }
  const object = isPlainObject(base) ? base : {};
  return { ...object, [key]: withValue(object[key], rest, value) };
};

/** The settings that the environment gives, as the configuration file would hold them. Empty variables count as absent. */
export const withEnvironment = (base: unknown, env: Readonly<Record<string, string | undefined>>): unknown =>
  environmentSettings.reduce<unknown>((config, { variable, path, kind }) => {
    const text = env[variable];
    return text === undefined || text === '' ? config : withValue(config, path, readValue(kind, text));
  }, base);

/** Variables that look like settings and are none: probably mistyped. */
export const unknownVariables = (env: Readonly<Record<string, string | undefined>>): readonly string[] => {
  const known = new Set([CONFIG_VARIABLE, ...environmentSettings.map(({ variable }) => variable)]);
  return Object.keys(env)
    .filter((name) => name.startsWith('CORDBOARD_') && !known.has(name))
    .toSorted();
};
