/**
 * The cookies of the desktop. All are HttpOnly and SameSite=Lax; over https they are Secure and carry the `__Host-`
 * prefix, so that no other host and no plain http page can set them. Ports share one cookie jar, hence the long names.
 */
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashOpaqueId } from '../opaque-id.ts';
import { SIGN_IN_LIFETIME_MS } from '../sign-in/pending-sign-ins.ts';

export interface BrowserCookies {
  sessionId(request: FastifyRequest): string | undefined;
  setSession(reply: FastifyReply, sessionId: string): void;
  clearSession(reply: FastifyReply): void;
  /** One cookie per sign-in that was begun, so that parallel tabs do not disturb each other. */
  binding(request: FastifyRequest, state: string): string | undefined;
  setBinding(reply: FastifyReply, state: string, binding: string): void;
  clearBinding(reply: FastifyReply, state: string): void;
  /** The extension that this person used last in this browser. */
  extension(request: FastifyRequest, subject: string): string | undefined;
  setExtension(reply: FastifyReply, subject: string, extension: string): void;
}

const YEAR_SECONDS = 31_536_000;
const NAME_HASH_LENGTH = 16;

const shortHash = (text: string): string => hashOpaqueId(text).slice(0, NAME_HASH_LENGTH);

export function createBrowserCookies(publicUrl: string): BrowserCookies {
  const secure = publicUrl.startsWith('https:');
  const prefix = secure ? '__Host-cordboard_desktop' : 'cordboard_desktop';
  const common: CookieSerializeOptions = { httpOnly: true, sameSite: 'lax', path: '/', secure };
  const sessionName = `${prefix}_session`;
  const bindingName = (state: string): string => `${prefix}_sign_in_${shortHash(state)}`;
  const extensionName = (subject: string): string => `${prefix}_extension_${shortHash(subject)}`;
  return {
    sessionId: (request) => request.cookies[sessionName],
    setSession: (reply, sessionId) => void reply.setCookie(sessionName, sessionId, common),
    clearSession: (reply) => void reply.clearCookie(sessionName, common),
    binding: (request, state) => request.cookies[bindingName(state)],
    setBinding: (reply, state, binding) =>
      void reply.setCookie(bindingName(state), binding, { ...common, maxAge: SIGN_IN_LIFETIME_MS / 1000 }),
    clearBinding: (reply, state) => void reply.clearCookie(bindingName(state), common),
    extension: (request, subject) => request.cookies[extensionName(subject)],
    setExtension: (reply, subject, extension) =>
      void reply.setCookie(extensionName(subject), extension, { ...common, maxAge: YEAR_SECONDS }),
  };
}
