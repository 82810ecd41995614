import { describe, expect, it } from 'vitest';
import type { ApplyFile } from './apply-file.ts';
import { type DocumentProblem, formatProblem } from './document-problem.ts';
import { parseApplyFile } from './parse-apply-file.ts';
import { MAX_DOCUMENT_BYTES } from './read-yaml.ts';

const problemsOf = (text: string): readonly DocumentProblem[] => {
  const result = parseApplyFile(text);
  return result.ok ? [] : result.problems;
};

const readFine = (text: string): ApplyFile => {
  const result = parseApplyFile(text);
  if (!result.ok) {
    throw new Error(result.problems.map((problem) => formatProblem(problem, 'x.yaml')).join('\n'));
  }
  return result.value;
};

/** A file with one realm, whose text is given without indentation. */
const withRealm = (realm: string): string =>
  [
    'companies:',
    '  - slug: acme',
    '    environments:',
    '      - slug: production',
    '        realms:',
    '          - slug: agents',
    ...realm.split('\n').map((line) => `            ${line}`),
  ].join('\n');

const MANUAL = 'manual: {entityId: "https://idp.test", loginUrl: "https://idp.test/in", certificates: [{file: a.pem}]}';

describe('parseApplyFile reads', () => {
  it('YAML, and fills in every default', () => {
    const [company] = readFine(
      withRealm(`serviceProviders: [{slug: default, connections: [{slug: okta, ${MANUAL}}]}]`),
    ).companies;
    const realm = company?.environments[0]?.realms[0];
    expect(realm).toMatchObject({ slug: 'agents', kind: 'agents', sessionMinutes: 600, allowUntestedEnable: false });
    expect(realm?.serviceProviders[0]?.connections[0]).toMatchObject({
      slug: 'okta',
      require: 'either',
      idpInitiated: 'restart',
      allowSha1: false,
      enabled: true,
      default: false,
      match: { emailDomains: [] },
      manual: { loginBinding: 'redirect' },
    });
  });

  it('JSON, indented with tabs as well', () => {
    expect(readFine('{\n\t"companies": [\n\t\t{ "slug": "acme" }\n\t]\n}').companies).toHaveLength(1);
  });

  it.each(['', '# nothing yet\n', '{}', 'companies: []'])('%j as a file without companies', (text) => {
    expect(readFine(text)).toEqual({ companies: [] });
  });

  it('anchors and aliases in moderation', () => {
    const file = readFine('companies:\n  - &a {slug: acme, name: &n Acme}\n  - {slug: other, name: *n}');
    expect(file.companies[1]?.name).toBe('Acme');
  });
});

describe('parseApplyFile refuses', () => {
  it('an unknown key, and names its line, its column and the nearest known one', () => {
    expect(problemsOf('companies:\n  - slug: acme\n    enviroments: []')).toEqual([
      {
        line: 3,
        column: 5,
        path: 'companies[0].enviroments',
        message: 'unknown key "enviroments"; did you mean "environments"?',
      },
    ]);
  });

  it('an unknown key without a near one, and lists what is known', () => {
    expect(problemsOf('companies:\n  - slug: acme\n    colour: red')[0]?.message).toBe(
      'unknown key "colour"; known here: slug, name, environments',
    );
  });

  it('an unknown key inside an alternative', () => {
    const [problem] = problemsOf(
      withRealm('apps: [{type: bookmark, slug: wiki, name: Wiki, url: "https://w.test", icn: x}]'),
    );
    expect(problem).toMatchObject({ line: 7, path: expect.stringMatching(/apps\[0\]\.icn$/) });
    expect(problem?.message).toContain('did you mean "icon"?');
  });

  it('__proto__ as a key', () => {
    expect(problemsOf('__proto__: {companies: []}')[0]?.message).toContain('unknown key "__proto__"');
  });

  it('a missing key, at the entry that lacks it', () => {
    expect(problemsOf('companies:\n  - name: Acme')).toEqual([
      { line: 2, column: 5, path: 'companies[0].slug', message: 'missing; expected text' },
    ]);
  });

  it.each([
    ['companies: 5', 'companies', 'expected a list, found a number'],
    ['companies:', 'companies', 'expected a list, found nothing'],
    ['companies: [{slug: 12}]', 'companies[0].slug', 'expected text, found a number'],
    ['companies: [{slug: Acme}]', 'companies[0].slug', 'found "Acme"'],
    ['companies: [{slug: "a--b"}]', 'companies[0].slug', 'lower-case letters, digits and single hyphens'],
    [`companies: [{slug: ${'a'.repeat(64)}}]`, 'companies[0].slug', 'expected at most 63 characters, found 64'],
    ['companies: [{slug: acme, name: ""}]', 'companies[0].name', 'expected at least 1 characters, found 0'],
    ['- 1', '', 'expected keys and values, found a list'],
    [
      'companies: [{slug: a, environments: [{slug: b, platform: avaya}]}]',
      '',
      'expected one of "generic", "amazon-connect"',
    ],
    [
      'companies: [{slug: a, environments: [{slug: b, publicUrl: "ftp://x"}]}]',
      '',
      'expected an absolute URL, found "ftp://x"',
    ],
  ])('%s', (text, path, message) => {
    const [problem] = problemsOf(text);
    expect(problem?.message).toContain(message);
    expect(problem?.path).toContain(path);
  });

  it.each([
    ['sessionMinutes: 5', null],
    ['sessionMinutes: 4', 'expected at least 5, found 4'],
    ['sessionMinutes: 1440', null],
    ['sessionMinutes: 1441', 'expected at most 1440, found 1441'],
    ['sessionMinutes: 5.5', 'expected a whole number, found a number'],
    ['users: [{login: a, email: nobody}]', 'expected an e-mail address, found "nobody"'],
    ['users: [{login: a, email: a@acme.example}]', null],
  ])('values out of bounds: %s', (realm, message) => {
    const [problem] = problemsOf(withRealm(realm));
    expect(problem?.message ?? null).toBe(message);
  });

  it.each([
    ['secret: {file: a, env: B}', 'expected exactly one of the keys "file", "env", found "file", "env"'],
    ['secret: {}', 'expected exactly one of the keys "file", "env", found none'],
    ['secret: hunter2', 'expected exactly one of the keys "file", "env", found text'],
    ['secret: {file: ""}', 'expected at least 1 characters, found 0'],
  ])('a secret written otherwise than by reference: %s', (secret, message) => {
    const text = withRealm(`apps: [{type: oidc, slug: d, name: D, redirectUris: ["https://a.test/cb"], ${secret}}]`);
    expect(problemsOf(text)[0]?.message).toBe(message);
    expect(JSON.stringify(problemsOf(text))).not.toContain('hunter2');
  });

  it('an app of an unknown type, or of none', () => {
    expect(problemsOf(withRealm('apps: [{type: sml, slug: d, name: D}]'))[0]?.message).toBe(
      'expected one of "oidc", "bookmark", found "sml"',
    );
    expect(problemsOf(withRealm('apps: [{slug: d, name: D}]'))[0]?.message).toBe(
      'expected one of "oidc", "bookmark", found nothing',
    );
  });
});

describe('parseApplyFile refuses contradictions:', () => {
  it.each([
    ['nodes: [{slug: a, index: 2}, {slug: b, index: 2}]', 'another node of this list has index 2'],
    ['nodes: [a, {slug: a, index: 7}]', 'node "a" occurs twice in this list'],
    ['nodes: [a], defaultNode: b', 'node "b" is not in the list of nodes'],
    ['defaultNode: b', 'node "b" is not in the list of nodes'],
  ])('nodes that contradict each other: %s', (nodes, message) => {
    expect(problemsOf(withRealm(`serviceProviders: [{slug: a, ${nodes}}]`))[0]?.message).toContain(message);
    expect(
      problemsOf(withRealm('serviceProviders: [{slug: a, nodes: [a, {slug: b, index: 7}], defaultNode: b}]')),
    ).toEqual([]);
  });

  it('the same slug twice in one list, at every level, but not in two lists', () => {
    expect(problemsOf('companies:\n  - slug: acme\n  - slug: acme')).toEqual([
      { line: 3, column: 11, path: 'companies[1].slug', message: 'slug "acme" occurs twice in this list' },
    ]);
    const connection = `{slug: okta, ${MANUAL}}`;
    for (const realm of [
      'serviceProviders: [{slug: a}, {slug: a}]',
      `serviceProviders: [{slug: a, connections: [${connection}, ${connection}]}]`,
      'serviceProviders: [{slug: a, nodes: [pub, pub]}]',
      'apps: [{type: bookmark, slug: w, name: W, url: "https://w.test"}, {type: bookmark, slug: w, name: V, url: "https://w.test"}]',
      'users: [{login: amina}, {login: amina}]',
      'users: [{login: amina, email: a@acme.example}, {login: otto, email: A@ACME.example}]',
    ]) {
      expect(problemsOf(withRealm(realm))[0]?.message).toContain('twice in this list');
    }
    const twice = `serviceProviders: [{slug: a, connections: [${connection}]}, {slug: b, connections: [${connection}]}]`;
    expect(problemsOf(withRealm(twice))).toEqual([]);
    expect(problemsOf(withRealm('users: [{login: amina}, {login: Amina}]'))).toEqual([]);
  });

  it('two default connections of one service provider', () => {
    const connections = (second: boolean): string =>
      withRealm(
        `serviceProviders: [{slug: a, connections: [{slug: x, default: true, ${MANUAL}}, {slug: y, default: ${second}, ${MANUAL}}]}]`,
      );
    expect(problemsOf(connections(false))).toEqual([]);
    expect(problemsOf(connections(true))[0]).toMatchObject({ path: expect.stringContaining('connections[1].default') });
  });

  it('a connection with both metadata and manual, or with neither', () => {
    const connection = (more: string): string =>
      withRealm(`serviceProviders: [{slug: a, connections: [{slug: x${more}}]}]`);
    expect(problemsOf(connection(', metadata: {url: "https://idp.test/m"}'))).toEqual([]);
    expect(problemsOf(connection(`, metadata: {file: m.xml}, ${MANUAL}`))[0]?.message).toContain('not both');
    expect(problemsOf(connection(''))[0]?.message).toContain('set metadata (recommended) or manual');
  });

  it.each([
    ['https://a.test/cb', true],
    ['http://127.0.0.1:3000/cb', true],
    ['http://[::1]/cb', true],
    ['http://localhost:3000/cb', true],
    ['http://desk.localhost/cb', true],
    ['http://a.test/cb', false],
    ['http://127.0.0.1.evil.test/cb', false],
    ['http://localhost.evil.test/cb', false],
    ['https://a.test/cb#x', false],
    ['https://a.test/cb#', false],
  ])('redirect URI %s', (uri, accepted) => {
    const app = `apps: [{type: oidc, slug: d, name: D, allowPublicClient: true, redirectUris: ["${uri}"]}]`;
    expect(problemsOf(withRealm(app))).toHaveLength(accepted ? 0 : 1);
  });

  it('a public client with a secret', () => {
    const app = (more: string): string =>
      withRealm(`apps: [{type: oidc, slug: d, name: D, redirectUris: ["https://a.test"], secret: {env: S}${more}}]`);
    expect(problemsOf(app(''))).toEqual([]);
    expect(problemsOf(app(', allowPublicClient: true'))[0]?.message).toContain('has no secret');
  });

  it('two realms of kind admins in one company', () => {
    const file = (kind: string): string =>
      `companies: [{slug: a, environments: [{slug: p, realms: [{slug: x, kind: admins}]}, {slug: q, realms: [{slug: y, kind: ${kind}}]}]}]`;
    expect(problemsOf(file('agents'))).toEqual([]);
    expect(problemsOf(file('admins'))[0]).toMatchObject({ path: 'companies[0].environments[1].realms[0].kind' });
  });

  describe('public URLs', () => {
    const file = (a: string, b: string): string =>
      `companies: [{slug: a, environments: [{slug: p, publicUrl: "${a}"}]}, {slug: b, environments: [{slug: q, publicUrl: "${b}"}]}]`;

    it.each([
      ['https://sso.acme.example', 'https://sso.other.example'],
      ['https://sso.example/a', 'https://sso.example/b'],
      ['https://sso.example/a', 'https://sso.example/ab/'],
    ])('not %s beside %s', (a, b) => {
      expect(problemsOf(file(a, b))).toEqual([]);
    });

    it.each([
      ['https://sso.example', 'https://SSO.example:443/'],
      ['https://sso.example', 'https://sso.example/b'],
      ['https://sso.example/a/b', 'https://sso.example/a'],
      ['https://sso.example/a/b', 'https://sso.example'],
      ['https://sso.example/a', 'http://sso.example/a/b/c'],
    ])('%s beside %s', (a, b) => {
      expect(problemsOf(file(a, b))).toEqual([
        expect.objectContaining({
          path: 'companies[1].environments[0].publicUrl',
          message: `is equal to, above or below the publicUrl of another environment (a/p, ${a})`,
        }),
      ]);
    });

    it.each(['https://b.example/?x=1', 'https://u@b.example/', 'https://b.example/a/../e', 'https://b.example/%65'])(
      'with more than scheme, host, port and a plain path: %s',
      (url) => {
        expect(problemsOf(file('https://sso.acme.example', url))).toEqual([
          expect.objectContaining({
            path: 'companies[1].environments[0].publicUrl',
            message: 'expected only scheme, host, port and a plain path',
          }),
        ]);
      },
    );
  });
});

describe('parseApplyFile and YAML', () => {
  it.each([
    ['a: 1\na: 2', 2, 'occurs twice in the same place'],
    ['companies: []\n---\ncompanies: []', 2, 'one file holds one document'],
    ['companies: !include x.yaml', 1, 'tags'],
    ['companies: !!binary aGk=', 1, 'tags'],
    ['? [a]\n: 1', 1, 'keys must be plain text'],
    ['companies:\n  - slug: a\n   name: b', 3, ''],
    ['companies: [', 1, ''],
    ['%YAML 1.1\n---\ncompanies: []', 1, 'remove the %YAML line'],
    ['companies: *nothing', 1, 'aliases'],
    ['['.repeat(100_000), 1, 'nested too deeply'],
  ])('refuses %j with its line', (text, line, message) => {
    const [problem] = problemsOf(text);
    expect(problem?.line).toBe(line);
    expect(problem?.message).toContain(message);
  });

  it('does not merge keys', () => {
    const text = 'companies:\n  - &a {slug: acme}\n  - <<: *a\n    slug: other';
    expect(problemsOf(text)[0]).toMatchObject({ line: 3, message: 'unknown key "<<"; merge keys are not supported' });
  });

  it('refuses aliases that multiply', () => {
    const nine = (name: string): string => Array(9).fill(name).join(', ');
    const text = `a: &a [${nine('x')}]\nb: &b [${nine('*a')}]\nc: &c [${nine('*b')}]\nd: [${nine('*c')}]`;
    expect(problemsOf(text)[0]?.message).toContain('Excessive alias count');
  });

  it('refuses a file over 8 MiB by its bytes, not its characters', () => {
    const filler = (bytes: number): string => `#${'é'.repeat((bytes - 2) / 2)}\n`;
    expect(problemsOf(filler(MAX_DOCUMENT_BYTES))).toEqual([]);
    expect(problemsOf(filler(MAX_DOCUMENT_BYTES + 2))[0]?.message).toContain('at most 8388608 are read');
  });

  it('finds a value behind an alias', () => {
    const text = 'companies:\n  - &a\n    slug: acme\n    nme: x\n  - *a';
    expect(problemsOf(text)[0]).toMatchObject({ line: 4, path: 'companies[0].nme' });
  });

  it('writes a problem as one line', () => {
    const [problem] = problemsOf('companies: [{slug: A}]');
    expect(problem === undefined ? '' : formatProblem(problem, 'company.yaml')).toMatch(
      /^company\.yaml:1:20 {2}companies\[0\]\.slug: expected /,
    );
  });

  it('keeps the slug of a service provider apart from the links of a sign-in', () => {
    const file = (slug: string): string =>
      `companies: [{slug: a, environments: [{slug: b, realms: [{slug: c, serviceProviders: [{slug: ${slug}}]}]}]}]`;
    expect(problemsOf(file('completed'))).toEqual([]);
    expect(problemsOf(file('complete'))[0]?.message).toContain('reserved');
  });
});
