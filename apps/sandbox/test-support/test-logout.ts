/** What a service provider says and hears in single logout, for the tests of the sandbox. */
import { randomBytes } from 'node:crypto';
import {
  type BuildLogoutRequestOptions,
  type BuiltLogoutMessage,
  buildLogoutRequest,
  buildLogoutResponse,
  encodeRedirect,
  type LogoutRequestVerdict,
  type LogoutResponseVerdict,
  loadVerificationKey,
  type MessageInput,
  type NameId,
  readIdpMetadata,
  type SamlParameter,
  type SigningKey,
  STATUS_SUCCESS,
  signXml,
  type VerifyLogoutOptions,
  verifyLogoutRequest,
  verifyLogoutResponse,
} from '@cordboard/saml';
import { logIn, type Setup, samlResponseOf } from './sandbox-setup.ts';
import { fieldValue, formAction, unescapeHtml } from './test-browser.ts';
import type { TestServiceProvider } from './test-service-provider.ts';

/** What the assertion of a sign-in said. */
export interface KnownSession {
  readonly nameId: NameId;
  readonly sessionIndex: string;
}

/** Signs in at a service provider, by password if the sandbox asks for it. */
export const signInAt = async (setup: Setup, sp: TestServiceProvider = setup.sp): Promise<KnownSession> => {
  const request = await sp.request();
  const page = await (await setup.browser.follow(await setup.browser.get(request.url))).text();
  const answer = page.includes('type="password"') ? await (await logIn(setup, page)).text() : page;
  const verdict = await sp.verify(samlResponseOf(answer), request.id, new Date());
  const { nameId, sessionIndex } = verdict.accepted ? verdict.assertion : {};
  if (nameId === undefined || sessionIndex === undefined) {
    throw new Error('the sign-in told no name');
  }
  return { nameId, sessionIndex };
};

/** Asks the sandbox again who is signed in; without a session it asks for the password. */
export const hasSession = async (setup: Setup): Promise<boolean> =>
  !(await (await setup.browser.get(`${setup.idp.url}/`)).text()).includes('type="password"');

export interface SendOptions {
  readonly binding?: 'redirect' | 'post';
  /** Another key than the service provider's, or none at all. */
  readonly signWith?: SigningKey | 'nothing';
  readonly relayState?: string;
}

const send = async (
  setup: Setup,
  outgoing: {
    readonly sp: TestServiceProvider;
    readonly parameter: SamlParameter;
    readonly message: BuiltLogoutMessage;
  },
  { binding = 'redirect', signWith, relayState }: SendOptions,
): Promise<Response> => {
  const { sp, parameter, message } = outgoing;
  const key = signWith ?? sp.signingKey;
  const destination = `${setup.idp.url}/slo`;
  if (binding === 'redirect') {
    const signing = key === 'nothing' ? undefined : { key };
    const url = await encodeRedirect({ destination, parameter, message: message.xml, relayState, signing });
    return setup.browser.get(url);
  }
  const xml = key === 'nothing' ? message.xml : await signXml(message.xml, { elementId: message.id, key });
  const form = { [parameter]: Buffer.from(xml).toString('base64') };
  return setup.browser.post(destination, relayState === undefined ? form : { ...form, RelayState: relayState });
};

/** Sends a LogoutRequest and follows it as long as it stays at the sandbox. */
export const requestLogout = async (
  setup: Setup,
  session: KnownSession,
  options: SendOptions & {
    readonly sp?: TestServiceProvider;
    readonly changes?: Partial<BuildLogoutRequestOptions>;
  } = {},
): Promise<{ readonly id: string; readonly response: Response }> => {
  const sp = options.sp ?? setup.sp;
  const message = buildLogoutRequest({
    issuer: sp.entityId,
    destination: `${setup.idp.url}/slo`,
    nameId: session.nameId,
    sessionIndexes: [session.sessionIndex],
    now: new Date(),
    random: randomBytes,
    ...options.changes,
  });
  const first = await send(setup, { sp, parameter: 'SAMLRequest', message }, options);
  return { id: message.id, response: await followAtSandbox(setup, first) };
};

/** Sends a LogoutResponse and follows it as long as it stays at the sandbox. */
export const answerLogout = async (
  setup: Setup,
  answer: { readonly sp: TestServiceProvider; readonly inResponseTo: string; readonly codes?: readonly string[] },
  options: SendOptions = {},
): Promise<Response> => {
  const { sp, inResponseTo, codes = [STATUS_SUCCESS] } = answer;
  const message = buildLogoutResponse({
    issuer: sp.entityId,
    destination: `${setup.idp.url}/slo`,
    inResponseTo,
    status: { codes },
    now: new Date(),
    random: randomBytes,
  });
  return followAtSandbox(setup, await send(setup, { sp, parameter: 'SAMLResponse', message }, options));
};

const followAtSandbox = async ({ idp, browser }: Setup, first: Response): Promise<Response> => {
  let response = first;
  for (let step = 0; step < 5; step += 1) {
    const location = response.headers.get('location');
    const url = location === null ? undefined : new URL(location, idp.url);
    if (url === undefined || url.origin !== idp.url) {
      return response;
    }
    response = await browser.get(url.href);
  }
  throw new Error('more than five redirects');
};

/** A message that the sandbox sent on through the browser. */
export interface SentLogout {
  readonly destination: string;
  /** How it left: by a redirect, by a link on a page, or by a form. */
  readonly way: 'redirect' | 'link' | 'form';
  readonly input: MessageInput;
  readonly relayState: string | undefined;
}

const byUrl = (address: string, way: SentLogout['way']): SentLogout => {
  const url = new URL(address);
  const relayState = url.searchParams.get('RelayState') ?? undefined;
  return { destination: `${url.origin}${url.pathname}`, way, input: { rawQuery: url.search.slice(1) }, relayState };
};

/** Reads the message out of what the sandbox answered. */
export const sentLogout = async (response: Response): Promise<SentLogout> => {
  const location = response.headers.get('location');
  if (location !== null) {
    return byUrl(location, 'redirect');
  }
  const page = await response.text();
  const link = page.match(/<a id="onward" href="([^"]*)"/)?.[1];
  if (link !== undefined) {
    return byUrl(unescapeHtml(link), 'link');
  }
  const posted = fieldValue(page, 'SAMLRequest') ?? fieldValue(page, 'SAMLResponse');
  if (posted === undefined) {
    throw new Error(`no message in: ${page}`);
  }
  const relayState = fieldValue(page, 'RelayState');
  return { destination: formAction(page) ?? '', way: 'form', input: { posted }, relayState };
};

const asServiceProvider = async (setup: Setup, sp: TestServiceProvider): Promise<VerifyLogoutOptions> => {
  const now = new Date();
  const metadata = readIdpMetadata(await (await fetch(setup.idp.metadataUrl)).text(), { now });
  return {
    peerEntityId: metadata.entityId,
    verificationKeys: metadata.signingCertificates.map(({ pem }) => loadVerificationKey(pem)),
    sloUrls: [sp.sloUrl],
    now,
  };
};

/** Judges a LogoutRequest of the sandbox as a service provider would. */
export const judgeRequest = async (
  setup: Setup,
  sent: SentLogout,
  sp: TestServiceProvider = setup.sp,
): Promise<LogoutRequestVerdict> => verifyLogoutRequest(sent.input, await asServiceProvider(setup, sp));

/** Judges a LogoutResponse of the sandbox as a service provider would. */
export const judgeResponse = async (
  setup: Setup,
  sent: SentLogout,
  inResponseTo: string,
  sp: TestServiceProvider = setup.sp,
): Promise<LogoutResponseVerdict> =>
  verifyLogoutResponse(sent.input, { ...(await asServiceProvider(setup, sp)), inResponseTo });
