/** The examples of docs/admin/api.md, each sent to a hub that listens. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { apiKeyScopes } from '@cordboard/contract/admin-api/permissions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHubFixture, type HubFixture } from '../../test-support/hub-fixture.ts';
import { makeApiKey } from './api-key-secret.ts';

const PAGE = readFileSync(fileURLToPath(new URL('../../../../docs/admin/api.md', import.meta.url)), 'utf8');

interface Example {
  readonly status: number;
  readonly command: string;
  /** What the page shows of the answer. */
  readonly answer: unknown;
}

const BLOCK = /```sh\n# answers (\d{3})\n(curl [\s\S]*?)\n```(?:\n\n```json\n([\s\S]*?)\n```)?/g;

const examples: readonly Example[] = [...PAGE.matchAll(BLOCK)].map(([, status, command = '', answer]) => ({
  status: Number(status),
  command,
  answer: answer === undefined ? undefined : JSON.parse(answer),
}));

/** Words as the shell would split them, with variables filled in except between single quotes. */
const wordsOf = (command: string, variables: Readonly<Record<string, string>>): readonly string[] =>
  [...command.replaceAll('\\\n', ' ').matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, bare]) =>
    single === undefined
      ? (double ?? bare ?? '').replace(/\$([A-Z]+)/g, (_, name: string) => {
          const value = variables[name];
          if (value === undefined) {
            throw new Error(`the page uses $${name} before an answer has it`);
          }
          return value;
        })
      : single,
  );

/** The options of curl that the page uses; any other is an error. */
const requestOf = (words: readonly string[]) => {
  const headers: Record<string, string> = {};
  let [method, url, body]: [string, string, string | undefined] = ['GET', '', undefined];
  const rest = words.slice(1);
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '-sS' || word === '-i') {
      continue;
    }
    if (!word.startsWith('-')) {
      url = word;
      continue;
    }
    const value = rest.shift() ?? '';
    if (word === '-X') {
      method = value;
    } else if (word === '-H') {
      const [name = '', ...text] = value.split(': ');
      headers[name] = text.join(': ');
    } else if (word === '-d') {
      body = value;
    } else if (word !== '-o') {
      throw new Error(`the test does not know the option ${word}`);
    }
  }
  return { url, init: { method, headers, ...(body !== undefined && { body }) } };
};

let hub: HubFixture;
const variables: Record<string, string> = {};

beforeAll(async () => {
  hub = await createHubFixture();
  const { storage, audit } = hub.hub;
  const companyId = (await storage.read.findCompany('acme'))?.id ?? '';
  const { key, keyHash, hint } = makeApiKey(randomBytes);
  await storage.write(async (writer) => {
    await writer.addApiKey({
      id: 'key-of-the-page',
      companyId,
      name: 'Examples',
      keyHash,
      hint,
      scopes: apiKeyScopes,
      createdBy: { id: 'ada', name: 'ada' },
      createdAt: 1,
      expiresAt: null,
      revokedAt: null,
      lastUsedAt: null,
      lastAddress: null,
    });
    for (let n = 0; n < 5; n += 1) {
      await audit.append(writer, {
        companyId,
        actor: { kind: 'system', id: 'test', name: 'test' },
        action: 'app.updated',
        target: { kind: 'app', path: 'acme/production/agents/desktop' },
      });
    }
  });
  variables['KEY'] = key;
  variables['HUB'] = await hub.hub.listen();
});

afterAll(() => hub.close());

const remember = (name: string, value: unknown): void => {
  if (typeof value === 'string') {
    variables[name] = value;
  }
};

describe('the examples of docs/admin/api.md', () => {
  it('are all there', () => {
    expect(examples.length).toBeGreaterThanOrEqual(8);
    expect(PAGE.match(/^curl /gm)).toHaveLength(examples.length);
  });

  it.each(examples.map((example, index) => ({ ...example, title: `${index + 1}: ${example.command.slice(0, 60)}` })))(
    'run as they stand: $title',
    async ({ status, command, answer }) => {
      const { url, init } = requestOf(wordsOf(command, variables));
      const response = await fetch(url, init);
      const text = await response.text();
      expect({ status: response.status, text }).toMatchObject({ status });
      const isLines = response.headers.get('content-type')?.startsWith('application/x-ndjson') === true;
      const body: Readonly<Record<string, unknown>> = isLines ? {} : JSON.parse(text);
      remember('ETAG', response.headers.get('etag'));
      remember('NEXT', body['next']);
      remember('ID', body['id']);
      if (status >= 400) {
        expect(body).toEqual(answer);
      } else if (typeof answer === 'object' && answer !== null) {
        expect(Object.keys(body).toSorted()).toEqual(Object.keys(answer).toSorted());
      }
    },
  );

  it('make nothing twice when the request comes again', async () => {
    const creation = examples.find(({ command }) => command.includes('Idempotency-Key'));
    const { url, init } = requestOf(wordsOf(creation?.command ?? '', variables));
    const again = await fetch(url, init);
    expect(again.status).toBe(201);
    expect(await again.json()).toMatchObject({ id: variables['ID'], name: 'Okta' });
  });
});
