/** `docs/config.md`: every setting of the process and every key of the applied file, from their schemas. */
import { applyFile } from '@cordboard/contract/apply-file';
import { environmentSettings } from '@cordboard/server/environment-settings';
import { serverConfigFile } from '@cordboard/server/server-config-schema';
import { z } from 'zod';
import { tableCell } from './table-cell.ts';

type JsonSchema = z.core.JSONSchema.JSONSchema;

const INTRODUCTION = `# Settings

There are two kinds. **Process settings** say how the hub runs; they stand in \`cordboard.config.yaml\` or in the environment.
**The applied file** says what companies, realms, connections, apps and users there are; \`cordboard apply\` reads it, and
[docs/samples/company.yaml](samples/company.yaml) is a complete one to start from.

This page is generated from the schemas by \`node scripts/generate-docs.ts\`.
`;

const PROCESS = `## Process settings

\`cordboard.config.yaml\` is looked for in the working folder, or where \`CORDBOARD_CONFIG\` says. A variable of the environment
overrides the same setting of the file. Lists in variables are separated by commas. Relative paths in the file start at the file,
those in variables at the working folder. Unknown keys are refused.
`;

const APPLIED = `## The applied file

YAML 1.2 or JSON of at most 8 MiB, without merge keys and tags. Everything is keyed by its slug (users by their login): applying the
same file again changes nothing. What the file leaves out stays; with \`--prune\` it is deleted, but only inside the companies that
the file lists, and users only in realms for which the file lists some. Of a record that the file lists, settings that are left out
have their default; names, \`region\`, \`publicUrl\`, \`ssoMode\`, secrets and profiles that are left out stay as they are.

\`cordboard export\` writes such a file of what there is: applying it again changes nothing. Secrets are not in it.
`;

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null;

const toJsonSchema = (schema: z.ZodType): JsonSchema => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });

const childrenOf = (value: unknown): readonly JsonSchema[] => (Array.isArray(value) ? value.filter(isSchema) : []);

const optionsOf = (schema: JsonSchema): readonly JsonSchema[] => [
  ...childrenOf(schema.anyOf),
  ...childrenOf(schema.oneOf),
];

const bounds = (schema: JsonSchema): string => {
  const range = (low: number | undefined, high: number | undefined, unit: string): string => {
    const top = high === undefined || high === Number.MAX_SAFE_INTEGER ? undefined : high;
    const bottom = low === Number.MIN_SAFE_INTEGER ? undefined : low;
    if (top === undefined) {
      return '';
    }
    return bottom === undefined ? ` up to ${top}${unit}` : ` ${bottom} to ${top}${unit}`;
  };
  return schema.type === 'string'
    ? range(schema.minLength, schema.maxLength, ' characters')
    : range(schema.minimum, schema.maximum, '');
};

/** The kinds of objects in a list. */
const listOfObjects = (schema: JsonSchema): readonly JsonSchema[] => {
  const items: unknown = schema.items;
  if (schema.type !== 'array' || !isSchema(items)) {
    return [];
  }
  const options = optionsOf(items);
  return (options.length > 0 ? options : [items]).filter((option) => option.type === 'object');
};

/** Lists of objects with several keys have a section of their own; certificates and the like are one key each. */
const hasSection = (schema: JsonSchema): boolean =>
  listOfObjects(schema).some((option) => Object.keys(option.properties ?? {}).length > 1);

const FORMATS: Readonly<Record<string, string>> = { uri: 'http or https address', email: 'e-mail address' };

const typeOf = (schema: JsonSchema): string => {
  const options = optionsOf(schema);
  if (options.length > 0) {
    return options.map(typeOf).join(' or ');
  }
  if (schema.enum !== undefined) {
    return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  }
  if (schema.const !== undefined) {
    return `\`${String(schema.const)}\``;
  }
  switch (schema.type) {
    case 'array':
      if (hasSection(schema)) {
        return 'list, see below';
      }
      return isSchema(schema.items) ? `list of ${typeOf(schema.items)}` : 'list';
    case 'object':
      return `{${Object.keys(schema.properties ?? {})
        .slice(0, 1)
        .join('')}${Object.keys(schema.properties ?? {}).length > 1 ? ', …' : ''}}`;
    case 'integer':
      return `whole number${bounds(schema)}`;
    case 'number':
      return `number${bounds(schema)}`;
    case 'boolean':
      return '`true` or `false`';
    default:
      return FORMATS[schema.format ?? ''] ?? `text${bounds(schema)}`;
  }
};

const defaultOf = (schema: JsonSchema, isRequired: boolean): string => {
  if (isRequired) {
    return '**required**';
  }
  const value: unknown = schema.default;
  if (Array.isArray(value) && value.length === 0) {
    return 'none';
  }
  const isEmpty = value === undefined || value === '' || (isSchema(value) && Object.keys(value).length === 0);
  return isEmpty ? '' : `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
};

interface Entry {
  readonly key: string;
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
}

/** What an entry is called comes first, whatever the order of its schema. */
const FIRST: readonly string[] = ['slug', 'login', 'type', 'name'];

const rank = (key: string): number => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);

const entriesOf = (schema: JsonSchema): readonly Entry[] =>
  Object.entries(schema.properties ?? {})
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .flatMap(([key, child]) =>
      isSchema(child)
        ? [{ key, schema: child, isRequired: schema.required?.includes(key) === true && child.default === undefined }]
        : [],
    );

/** Nested settings become rows of the same table, by their dotted key. */
const flatten = (entries: readonly Entry[], prefix = ''): readonly Entry[] =>
  entries.flatMap((entry) => {
    const key = `${prefix}${entry.key}`;
    return entry.schema.type === 'object' ? flatten(entriesOf(entry.schema), `${key}.`) : [{ ...entry, key }];
  });

const keyTable = (entries: readonly Entry[]): readonly string[] => [
  '| Key | Value | Default | Meaning |',
  '|---|---|---|---|',
  ...entries.map(({ key, schema, isRequired }) => {
    const cells = [typeOf(schema), defaultOf(schema, isRequired), schema.description ?? ''];
    return `| \`${key}\` | ${cells.map(tableCell).join(' | ')} |`;
  }),
  '',
];

const isSection = ({ schema }: Entry): boolean => hasSection(schema);

const variantTitle = (path: string, option: JsonSchema): string => {
  const type: unknown = option.properties?.['type'];
  return isSchema(type) && type.const !== undefined ? `${path}, type ${String(type.const)}` : path;
};

/** Title of the section of the document itself. */
const TOP = 'Top level';

const sections = (title: string, schema: JsonSchema): readonly string[] => {
  const entries = entriesOf(schema);
  const nested = entries.filter(isSection);
  return [
    `### ${title}`,
    '',
    ...keyTable(flatten(entries)),
    ...nested.flatMap(({ key, schema: list }) =>
      listOfObjects(list).flatMap((option) =>
        sections(variantTitle(`${title === TOP ? '' : `${title}.`}${key}[]`, option), option),
      ),
    ),
  ];
};

const processTable = (): readonly string[] => {
  const entries = flatten(entriesOf(toJsonSchema(serverConfigFile)));
  return [
    '| Key | Variable | Value | Default | Meaning |',
    '|---|---|---|---|---|',
    ...entries.map(({ key, schema, isRequired }) => {
      const variable = environmentSettings.find(({ path }) => path.join('.') === key)?.variable ?? '';
      const cells = [typeOf(schema), defaultOf(schema, isRequired), schema.description ?? ''];
      return `| \`${key}\` | \`${variable}\` | ${cells.map(tableCell).join(' | ')} |`;
    }),
    '',
  ];
};

export const renderConfig = (): string => {
  const lines = [INTRODUCTION, PROCESS, ...processTable(), APPLIED, ...sections(TOP, toJsonSchema(applyFile))];
  return `${lines.join('\n').trimEnd()}\n`;
};
