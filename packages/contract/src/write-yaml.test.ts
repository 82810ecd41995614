import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readYaml } from './read-yaml.ts';
import { writeYaml, type YamlValue } from './write-yaml.ts';

const readBack = (text: string): unknown => {
  const result = readYaml(text);
  if (!result.ok) {
    throw new Error(`${JSON.stringify(result.problems)}\n${text}`);
  }
  return result.yaml.data;
};

describe('writeYaml', () => {
  it('writes maps, lists and text as people would', () => {
    const document = {
      companies: [
        {
          slug: 'acme',
          name: 'Acme Insurance',
          url: 'https://sso.acme.example:8443/a',
          tags: ['a', 'b'],
          nothing: undefined,
          empty: [],
          nested: { enabled: true, minutes: 5, region: null },
          lists: [[1, 2], [{ deep: 'x' }]],
          document: '<a>\n  <b/>\n</a>\n',
        },
      ],
    };
    expect(writeYaml(document)).toBe(`companies:
  - slug: acme
    name: Acme Insurance
    url: https://sso.acme.example:8443/a
    tags:
      - a
      - b
    empty: []
    nested:
      enabled: true
      minutes: 5
      region: null
    lists:
      - - 1
        - 2
      - - deep: x
    document: |
      <a>
        <b/>
      </a>
`);
  });

  it.each([
    'true',
    'NO',
    'null',
    '~',
    '',
    '1',
    '1e3',
    '0x1F',
    '.inf',
    '2030-01-15',
    'a: b',
    'a:',
    'a #b',
    ' a',
    'a ',
    '- a',
    '? a',
    '&a',
    '*a',
    '!a',
    '%a',
    '@a',
    '`a',
    '{a',
    '[a',
    '"a',
    "'a",
    '|',
    '>',
    'a\nb',
    'a\n',
    'a\n\n',
    '\na',
    ' a\nb',
    'a\n b\n\n  c',
    'a\n   \nb',
    'a\r\nb',
    'a\tb\n\tc',
    '\u0085',
    'a\u2028b\nc',
    '\ufeff<a/>',
    '<a>\ufeff\n</a>',
    'é 李 😀',
    '---',
    '---\n...\n',
    '# a\n# b',
    '__proto__',
  ])('gives %j back as it was', (text) => {
    const document = { text, list: [text, [text], { text }], after: 'x' };
    expect(readBack(writeYaml(document))).toEqual(document);
  });

  it('gives any data back as it was', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom('a', ' ', '\n', '\t', ':', '#', '-', '"', "'", '<', '\r', '|'), { maxLength: 12 })
        .map((parts) => parts.join('')),
    );
    const { value } = fc.letrec<{ value: YamlValue }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        text,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(text, tie('value'), { maxKeys: 4 }).map((entries) => ({ ...entries })),
      ),
    }));
    fc.assert(
      fc.property(value, (data) => {
        expect(readBack(writeYaml({ data }))).toEqual({ data });
      }),
      { numRuns: 2000 },
    );
  });
});
