/** Sends a signed logout message through the browser, by the binding that the service provider has. */
import {
  BINDING_HTTP_POST,
  BINDING_HTTP_REDIRECT,
  type BuiltLogoutMessage,
  type Endpoint,
  encodeRedirect,
  postForm,
  type SamlParameter,
  type SigningKey,
  signXml,
} from '@cordboard/saml';
import type { FastifyReply } from 'fastify';
import { sendPostForm, sendScriptPage } from '../../web/security-headers.ts';
import { faultNamed } from '../faults/fault-list.ts';
import type { IdpContext } from '../idp-context.ts';
import { onwardPage } from '../pages/onward-page.ts';
import { SANDBOX_NAME } from '../pages/sandbox-name.ts';
import type { RegisteredServiceProvider } from '../service-provider-registry.ts';
import { nameOf } from './sign-out-run.ts';

const BINDINGS = { redirect: BINDING_HTTP_REDIRECT, post: BINDING_HTTP_POST } as const;

/** The SingleLogoutService to use: the first of a binding that is spoken, or the one that the settings ask for. */
export function logoutEndpoint({ settings, metadata }: RegisteredServiceProvider): Endpoint | undefined {
  const wanted: readonly string[] =
    settings.logoutBinding === undefined ? Object.values(BINDINGS) : [BINDINGS[settings.logoutBinding]];
  return metadata.singleLogoutServices.find(({ binding }) => wanted.includes(binding));
}

export interface OutgoingLogout {
  readonly serviceProvider: RegisteredServiceProvider;
  readonly binding: string;
  /** The destination that the message names. */
  readonly destination: string;
  readonly parameter: SamlParameter;
  readonly message: BuiltLogoutMessage;
  readonly relayState: string | undefined;
  /**
   * The browser came here by a form. Chromium holds the `form-action` of the form's page against every redirect that
   * follows, so that the way on is a page of ours instead.
   */
  readonly fromForm: boolean;
}

const keyFor = (context: IdpContext, { settings }: RegisteredServiceProvider): SigningKey =>
  (settings.faults ?? []).reduce<SigningKey>(
    (key, name) => faultNamed(name).logout?.key?.(context) ?? key,
    context.signingKey,
  );

const makeNonce = (context: IdpContext): string => Buffer.from(context.random(16)).toString('base64');

const sendForm = async (
  context: IdpContext,
  reply: FastifyReply,
  outgoing: OutgoingLogout,
  key: SigningKey,
): Promise<FastifyReply> => {
  const nonce = makeNonce(context);
  const page = postForm({
    destination: outgoing.destination,
    parameter: outgoing.parameter,
    message: await signXml(outgoing.message.xml, { elementId: outgoing.message.id, key }),
    relayState: outgoing.relayState,
    nonce,
    texts: { title: SANDBOX_NAME, explanation: `Signing you out of ${nameOf(outgoing.serviceProvider)}.` },
  });
  return sendPostForm(reply, page, nonce);
};

/** Signs the message and sends the browser on with it (SAML bindings §3.4, §3.5). */
export async function sendLogout(
  context: IdpContext,
  reply: FastifyReply,
  outgoing: OutgoingLogout,
): Promise<FastifyReply> {
  const key = keyFor(context, outgoing.serviceProvider);
  if (outgoing.binding === BINDING_HTTP_POST) {
    return sendForm(context, reply, outgoing, key);
  }
  const url = await encodeRedirect({
    destination: outgoing.destination,
    parameter: outgoing.parameter,
    message: outgoing.message.xml,
    relayState: outgoing.relayState,
    signing: { key },
  });
  if (!outgoing.fromForm) {
    return reply.header('cache-control', 'no-store').redirect(url, 303);
  }
  const nonce = makeNonce(context);
  return sendScriptPage(reply, onwardPage({ url, nonce, name: nameOf(outgoing.serviceProvider) }), nonce);
}
