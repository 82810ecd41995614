/**
 * Sign-in of administrators through their company: the link that begins it, and the address that it ends at. In between
 * lies an ordinary sign-in in the company's realm of kind `admins`. A cookie ties both ends to one browser, so that
 * nobody can be signed in with somebody else's code.
 */
import { slug } from '@cordboard/contract/slug';
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type CompanyClaim, openCompanySession, takeCompanyCode } from '../../administrators/company-sign-in.ts';
import type { OpenedSession } from '../../administrators/sessions.ts';
import { hashToken, newToken } from '../../administrators/token.ts';
import { AttemptTrace } from '../../attempts/attempt-trace.ts';
import type { RealmContext } from '../../directory/realm-context.ts';
import { CordboardError } from '../../errors.ts';
import { httpProblem } from '../../http/error-map.ts';
import { assertMayStart, COMPANY_SIGN_IN_PATH, type Hub, pathParameter, seeOther } from '../../http/hub.ts';
import { assertNotEnded } from '../../sign-in/assert-not-ended.ts';
import { FINISH_PORTAL } from '../../sign-in/finish-portal.ts';
import { type Refused, refuse } from '../../sign-in/refuse-sign-in.ts';
import type { RealmView } from '../../storage/ports/directory-store.ts';
import type { StorageReader } from '../../storage/ports/storage.ts';
import type { AdminParts } from '../admin-parts.ts';
import { visitorOf } from '../own-session.ts';
import { type AdminCookies, createAdminCookies } from './admin-cookies.ts';

/** As long as a request to an identity provider waits for its answer. */
const STATE_SECONDS = 15 * 60;

interface Cookie {
  readonly name: string;
  readonly options: CookieSerializeOptions;
}

/** Lax, because the browser comes back from another site. */
const stateCookie = (installationUrl: string): Cookie => {
  const { protocol, pathname } = new URL(installationUrl);
  const secure = protocol === 'https:';
  const path = `${pathname.replace(/\/$/, '')}${COMPANY_SIGN_IN_PATH}`;
  return {
    name: `${secure ? '__Secure-' : ''}cordboard-admin-sso`,
    options: { path, httpOnly: true, sameSite: 'lax', secure, maxAge: STATE_SECONDS },
  };
};

const isOpen = ({ realm }: Pick<RealmView, 'realm'>): boolean => realm.kind === 'admins' && realm.ssoMode !== 'non-sso';

/** The realm through which administrators of a company sign in; null where there is none. */
const findRealm = async (hub: Hub, reader: StorageReader, company: string): Promise<RealmContext | null> => {
  const known = slug.safeParse(company).success ? await reader.findCompany(company) : null;
  const environments = known === null ? [] : await reader.listEnvironments(known.id);
  for (const environment of environments) {
    const realms = await reader.listRealms(environment.id);
    const found = realms.find((realm) => isOpen({ realm }));
    if (found !== undefined) {
      return hub.realms.find(company, environment.slug, found.slug);
    }
  }
  return null;
};

const portalUrl = (hub: Hub, page: string): string => `${hub.installationUrl}/admin${page}`;

const begin = async (hub: Hub, parts: AdminParts, request: FastifyRequest, reply: FastifyReply) => {
  assertMayStart(hub, request, 'sign-in');
  const realm = await findRealm(hub, parts.storage.read, pathParameter(request, 'company'));
  if (realm === null) {
    // The same for companies that there are not: nobody learns who is a customer.
    return seeOther(reply, portalUrl(hub, '/sign-in?company=unknown'));
  }
  const state = newToken(hub.random);
  const cookie = stateCookie(hub.installationUrl);
  reply.setCookie(cookie.name, state.value, cookie.options);
  return seeOther(reply, `${realm.baseUrl}/sign-in?portal=${state.hash}`);
};

const assertSameBrowser = (claim: CompanyClaim, state: string | undefined): void => {
  if (state === undefined || hashToken(state) !== claim.state) {
    throw new CordboardError('sign-in.browser_mismatch', {
      expected: 'the browser that began the sign-in',
      received: state === undefined ? 'one without its cookie' : 'another one',
    });
  }
};

const assertStillOpen = (view: RealmView | null, claim: CompanyClaim): void => {
  if (view === null || !isOpen(view) || view.company.id !== claim.companyId) {
    throw new CordboardError('sign-in.sso_not_enabled', {
      expected: 'a realm of kind admins in mode hybrid or sso',
      received: view === null ? 'none' : `${view.realm.kind}, ${view.realm.ssoMode}`,
    });
  }
};

interface Finish {
  readonly claim: CompanyClaim;
  readonly state: string | undefined;
  readonly request: FastifyRequest;
  readonly cookies: AdminCookies;
}

/** The attempt that the sign-in began goes on, and ends here. */
const finish = async (hub: Hub, parts: AdminParts, input: Finish): Promise<OpenedSession | Refused> => {
  const { claim, state, request, cookies } = input;
  const stored = await parts.storage.read.findAttempt(claim.attemptId);
  if (stored === null) {
    throw new CordboardError('sign-in.result_unknown', { expected: 'the attempt of the sign-in' });
  }
  const trace = AttemptTrace.resume(stored, hub.monotonicMs);
  try {
    return await parts.storage.write(async (writer) => {
      const opened = await trace.stage(FINISH_PORTAL, async () => {
        assertSameBrowser(claim, state);
        assertStillOpen(await writer.findRealmViewById(claim.realmId), claim);
        await assertNotEnded(writer, claim.idpSession);
        const userAgent = request.headers['user-agent'] ?? '';
        const visitor = visitorOf({ cookies: request.cookies, address: request.ip, userAgent }, cookies);
        return openCompanySession(parts, writer, claim, visitor);
      });
      trace.passed(FINISH_PORTAL, 'administrator', claim.email);
      await writer.putAttempt(trace.succeed(hub.clock()));
      return opened;
    });
  } catch (error) {
    return refuse(hub, trace, error);
  }
};

const sendRefused = (hub: Hub, reply: FastifyReply, { code, reference }: Refused): FastifyReply => {
  const { status, problem } = httpProblem(code);
  const retryHref = portalUrl(hub, '/sign-in');
  return hub.pages.send(reply, { kind: 'error', realm: null, problem, reference, at: hub.clock(), retryHref }, status);
};

const complete = async (hub: Hub, parts: AdminParts, request: FastifyRequest, reply: FastifyReply) => {
  const cookie = stateCookie(hub.installationUrl);
  const cookies = createAdminCookies(hub.installationUrl);
  const state = request.cookies[cookie.name];
  // Used up before anything is judged: a code is for one try, whoever makes it.
  const claim = await parts.storage.write((writer) => takeCompanyCode(parts, writer, pathParameter(request, 'code')));
  const result = await finish(hub, parts, { claim, state, request, cookies });
  if ('kind' in result) {
    return sendRefused(hub, reply, result);
  }
  const { options } = cookie;
  reply.clearCookie(cookie.name, options);
  for (const { name, value, options: its } of cookies.signedInThroughCompany(result)) {
    reply.setCookie(name, value, its);
  }
  return seeOther(reply, portalUrl(hub, '/'));
};

export const registerCompanySignIn = (app: FastifyInstance, hub: Hub, parts: AdminParts): void => {
  app.get(`${COMPANY_SIGN_IN_PATH}/:company`, { exposeHeadRoute: false }, (request, reply) =>
    begin(hub, parts, request, reply),
  );
  // Without HEAD: a scanner of links must not use the code up.
  app.get(`${COMPANY_SIGN_IN_PATH}/complete/:code`, { exposeHeadRoute: false }, (request, reply) =>
    complete(hub, parts, request, reply),
  );
};
