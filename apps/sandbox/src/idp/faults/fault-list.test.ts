import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBrowser, fieldValue } from '../../../test-support/test-browser.ts';
import { createTestServiceProvider, type TestServiceProvider } from '../../../test-support/test-service-provider.ts';
import { type RunningSandboxIdp, startSandboxIdp } from '../start-sandbox-idp.ts';
import { type FaultName, faultNamed, faultNames } from './fault-list.ts';

const user = { login: 'amina', password: 'p', firstName: 'Amina', lastName: 'Haddad', email: 'amina@acme.example' };

/** What the verifier of the kernel says to each fault; undefined when the answer is fine: it only says less, or the fault is in sign-out. */
const VERDICTS: Readonly<Record<FaultName, string | undefined>> = {
  'changed-after-signing': 'signature.digest',
  'clock-ahead': 'response.issue_instant',
  'clock-behind': 'assertion.expired',
  'logout-refused': undefined,
  'logout-stranger-key': undefined,
  'missing-attributes': undefined,
  'missing-name-id': undefined,
  'missing-signature': 'assertion.not_signed',
  'not-assigned': 'response.status',
  'session-over': 'assertion.session_expired',
  'stranger-key': 'signature.invalid',
  'wrong-audience': 'assertion.audience',
  'wrong-destination': 'response.destination',
  'wrong-in-response-to': 'response.in_response_to',
  'wrong-issuer': 'response.issuer',
};

const startWith = async (fault: FaultName): Promise<{ idp: RunningSandboxIdp; sp: TestServiceProvider }> => {
  let url = '';
  const sp = await createTestServiceProvider(() => url);
  const idp = await startSandboxIdp({
    host: '127.0.0.1',
    port: 0,
    users: [user],
    serviceProviders: [{ slug: 'hub', metadata: sp.metadata, faults: [fault] }],
    clock: () => new Date(),
    random: randomBytes,
  });
  url = idp.url;
  return { idp, sp };
};

describe('the list of faults', () => {
  let files: string[] = [];
  beforeAll(async () => {
    files = await readdir(new URL('.', import.meta.url));
  });
  afterAll(() => expect(files.length).toBeGreaterThan(0));

  it('names every file of its folder', () => {
    const names = files
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => file.slice(0, -'.ts'.length))
      .filter((name) => name !== 'fault' && name !== 'fault-list');
    expect(names.toSorted()).toEqual(faultNames.toSorted());
  });

  it('describes each in a sentence', () => {
    for (const name of faultNames) {
      expect(faultNamed(name).description).toMatch(/^[A-Z].*\.$/);
    }
  });
});

describe.each(faultNames)('the fault %s', (name) => {
  it(`is judged ${VERDICTS[name] ?? 'acceptable'}`, async () => {
    const { idp, sp } = await startWith(name);
    try {
      const browser = createTestBrowser();
      const request = await sp.request();
      const login = await (await browser.follow(await browser.get(request.url))).text();
      const form = { login: 'amina', password: 'p', request: fieldValue(login, 'request') ?? '' };
      const page = await (await browser.follow(await browser.post(`${idp.url}/login`, form))).text();
      const verdict = await sp.verify(fieldValue(page, 'SAMLResponse') ?? '', request.id, new Date());
      expect(verdict.accepted ? undefined : verdict.code).toBe(VERDICTS[name]);
    } finally {
      await idp.close();
    }
  });
});
