/**
 * A whole hub on a database in a temporary folder, with a company of two realms, spoken to without a socket, and the
 * identity provider that the test plays itself.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentPage } from '@cordboard/contract/agent-page';
import {
  decodeRedirect,
  type IssueResponseOptions,
  issueResponse,
  loadSigningKey,
  NAME_ID_PERSISTENT,
  parseXml,
  type RedirectMessage,
} from '@cordboard/saml';
import { type Logger, pino } from 'pino';
import { type TestKeyPair, testKeyPair } from '../../../packages/saml/test-support/keys.ts';
import { type ComposedHub, composeHub } from '../src/compose.ts';
import { serverConfigFile } from '../src/config/server-config-schema.ts';
import type { RealmContext } from '../src/directory/realm-context.ts';
import { CordboardError } from '../src/errors.ts';
import type { MasterKey } from '../src/keys/master-key.ts';
import type { GuardedFetch } from '../src/outbound/guarded-fetch.ts';
import type { AttemptRecord } from '../src/storage/ports/attempt-store.ts';
import { type HubDirectoryOptions, IDP_ENTITY_ID, seedHub } from './hub-directory.ts';
import { type Answer, InjectedBrowser } from './injected-browser.ts';
import { createTestMasterKey } from './master-key-fixture.ts';

const HUB_URL = 'https://sso.example';

const DEFAULT_LIMITS = serverConfigFile.parse({}).limits;

export interface HubFixtureOptions extends HubDirectoryOptions {
  /** Those of the configuration unless set. */
  readonly limits?: Partial<typeof DEFAULT_LIMITS>;
  /** `https://sso.example` unless set. */
  readonly installationUrl?: string;
  readonly logger?: Logger;
  readonly trustedProxies?: readonly string[];
  /** Reads addresses; none answers unless set. */
  readonly fetch?: GuardedFetch;
  /** A folder that a hub was closed on, with its master key. */
  readonly reopen?: { readonly folder: string; readonly masterKey: MasterKey };
}

type IssueChange = Partial<Omit<IssueResponseOptions, 'random'>>;

/** An AuthnRequest as the identity provider received it. */
export interface SentRequest {
  readonly id: string;
  readonly forceAuthn: boolean;
  readonly destination: string;
  readonly message: RedirectMessage;
}

export interface SignedIn {
  readonly departure: Answer;
  readonly received: Answer;
  readonly completed: Answer;
}

export interface HubFixture {
  readonly hub: ComposedHub;
  readonly folder: string;
  readonly masterKey: MasterKey;
  /** Of the agents' realm, without a trailing slash. */
  readonly realmUrl: string;
  readonly acsUrl: string;
  readonly origin: string;
  readonly idp: TestKeyPair;
  /** Moves the clock, in milliseconds. */
  advance(ms: number): void;
  browser(): InjectedBrowser;
  realm(): Promise<RealmContext>;
  /** The identity provider's answer, base64. */
  issue(requestId: string | undefined, change?: IssueChange): Promise<string>;
  /** A whole sign-in in this browser, from `start` (the launchpad unless set) to the session. */
  signIn(browser: InjectedBrowser, start?: string, change?: IssueChange): Promise<SignedIn>;
  attempts(): Promise<readonly AttemptRecord[]>;
  /** Stops the hub and keeps its folder. */
  stop(): Promise<void>;
  /** Stops the hub and deletes its folder. */
  close(): Promise<void>;
}

/** The page document as the browser's script reads it. */
const pageOf = (answer: Pick<Answer, 'body'>): AgentPage => {
  const script = /<script type="application\/json" id="page"[^>]*>([\s\S]*?)<\/script>/.exec(answer.body);
  if (script?.[1] === undefined) {
    throw new Error(`no page in: ${answer.body.slice(0, 500)}`);
  }
  return JSON.parse(script[1]);
};

/** The page as one of a kind. */
export const pageOfKind = <K extends AgentPage['kind']>(
  answer: Pick<Answer, 'body'>,
  kind: K,
): Extract<AgentPage, { kind: K }> => {
  const page = pageOf(answer);
  const isKind = (candidate: AgentPage): candidate is Extract<AgentPage, { kind: K }> => candidate.kind === kind;
  if (!isKind(page)) {
    throw new Error(`not a ${kind} page: ${JSON.stringify(page)}`);
  }
  return page;
};

/** The request in a redirect to the identity provider. */
export const sentRequest = (location: string | null): SentRequest => {
  const url = new URL(location ?? '');
  const message = decodeRedirect(url.search);
  const { root } = parseXml(message.octets);
  const attribute = (name: string): string | undefined =>
    root.attributes.find((candidate) => candidate.localName === name)?.value;
  return {
    id: attribute('ID') ?? '',
    forceAuthn: attribute('ForceAuthn') === 'true',
    destination: `${url.origin}${url.pathname}`,
    message,
  };
};

/** A build of the pages with one script each and nothing else. */
export const writePortalBuild = (folder: string): void => {
  mkdirSync(join(folder, '.vite'), { recursive: true });
  mkdirSync(join(folder, 'immutable'));
  writeFileSync(
    join(folder, '.vite', 'manifest.json'),
    JSON.stringify({ 'src/agent/main.tsx': { file: 'immutable/main-1.js', isEntry: true } }),
  );
  writeFileSync(
    join(folder, '.vite', 'admin-manifest.json'),
    JSON.stringify({ 'src/admin/main.tsx': { file: 'immutable/main-2.js', isEntry: true } }),
  );
  writeFileSync(join(folder, 'immutable', 'main-1.js'), 'export {};');
  writeFileSync(join(folder, 'immutable', 'main-2.js'), 'export {};');
  writeFileSync(join(folder, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
};

const required = (value: string | null): string => {
  if (value === null) {
    throw new Error('the answer has no Location');
  }
  return value;
};

/** What the identity provider answers: an accepted Response, unless the test changes something. */
const createIssue = (options: {
  readonly idp: TestKeyPair;
  readonly realmUrl: string;
  readonly acsUrl: string;
  readonly now: () => number;
}): HubFixture['issue'] => {
  const { idp, realmUrl, acsUrl, now } = options;
  const key = loadSigningKey({ privateKeyPem: idp.privateKeyPem, certificate: idp.certificatePem });
  return async (requestId, change = {}) => {
    const issued = await issueResponse({
      issuer: IDP_ENTITY_ID,
      acsUrl,
      audiences: [`${realmUrl}/saml/default/metadata`],
      inResponseTo: requestId,
      nameId: { value: 'n-amina-0001', format: NAME_ID_PERSISTENT },
      attributes: [{ name: 'email', values: [{ text: 'amina@acme.example' }] }],
      authnInstant: new Date(now()),
      sessionIndex: 'session-index-0001',
      now: new Date(now()),
      signing: { key },
      random: (size) => randomBytes(size),
      ...change,
    });
    return issued.samlResponse;
  };
};

const createSignIn =
  (options: Pick<HubFixture, 'issue' | 'realmUrl' | 'acsUrl' | 'origin'>): HubFixture['signIn'] =>
  async (browser, start = `${options.realmUrl}/`, change = {}) => {
    const departure = await browser.follow(start, options.origin);
    const SAMLResponse = await options.issue(sentRequest(departure.location).id, change);
    const received = await browser.crossSitePost(options.acsUrl, { SAMLResponse });
    const completed = await browser.get(required(received.location));
    return { departure, received, completed };
  };

export const createHubFixture = async (options: HubFixtureOptions = {}): Promise<HubFixture> => {
  const idp = await testKeyPair('hub-fixture-idp');
  const folder = options.reopen?.folder ?? mkdtempSync(join(tmpdir(), 'cordboard-hub-'));
  const masterKey = options.reopen?.masterKey ?? createTestMasterKey();
  const portalFolder = join(folder, 'portal');
  if (options.reopen === undefined) {
    writePortalBuild(portalFolder);
  }
  const installationUrl = options.installationUrl ?? HUB_URL;
  const clock = { offset: 0 };
  const now = (): number => Date.now() + clock.offset;
  const hub = await composeHub({
    installationUrl,
    listen: { host: '127.0.0.1', port: 0 },
    dataFolder: join(folder, 'data'),
    masterKey,
    portalFolder,
    trustedProxies: options.trustedProxies ?? [],
    attemptRetentionDays: 30,
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    fetch:
      options.fetch ?? (() => Promise.reject(new CordboardError('fetch.failed', { received: 'no network in tests' }))),
    logger: options.logger ?? pino({ level: 'silent' }),
    clock: now,
  });
  if (options.reopen === undefined) {
    await seedHub(hub, idp, options);
  }
  const realmUrl = `${options.publicUrl ?? `${installationUrl}/e/acme/production`}/agents`;
  const acsUrl = `${realmUrl}/saml/default/acs`;
  const { origin } = new URL(realmUrl);
  const issue = createIssue({ idp, realmUrl, acsUrl, now });
  return {
    hub,
    folder,
    masterKey,
    realmUrl,
    acsUrl,
    origin,
    idp,
    advance: (ms) => {
      clock.offset += ms;
    },
    browser: () => new InjectedBrowser(hub.server),
    realm: async () => {
      const realm = await hub.realms.find('acme', 'production', 'agents');
      if (realm === null) {
        throw new Error('the fixture has no realm');
      }
      return realm;
    },
    issue,
    signIn: createSignIn({ issue, realmUrl, acsUrl, origin }),
    attempts: () => hub.storage.read.listAttempts({ limit: 1000 }),
    stop: () => hub.close(),
    close: async () => {
      await hub.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
