/** The metadata of the sandbox identity provider (SAML metadata §2.4.3). */
import { BINDING_HTTP_POST, BINDING_HTTP_REDIRECT, writeIdpMetadata } from '@cordboard/saml';
import type { FastifyInstance } from 'fastify';
import type { IdpContext } from '../idp-context.ts';
import { supportedNameIdFormats } from '../name-id.ts';
import { SANDBOX_NAME } from '../pages/sandbox-name.ts';

export const idpMetadata = (context: IdpContext): string =>
  writeIdpMetadata({
    entityId: context.entityId,
    keys: [{ certificate: context.certificatePem, use: 'signing' }],
    singleSignOnServices: [
      { binding: BINDING_HTTP_REDIRECT, location: context.ssoUrl },
      { binding: BINDING_HTTP_POST, location: context.ssoUrl },
    ],
    singleLogoutServices: [
      { binding: BINDING_HTTP_REDIRECT, location: context.sloUrl },
      { binding: BINDING_HTTP_POST, location: context.sloUrl },
    ],
    wantAuthnRequestsSigned: context.wantAuthnRequestsSigned,
    nameIdFormats: supportedNameIdFormats,
    displayNames: [{ language: 'en', value: SANDBOX_NAME }],
  });

export function registerMetadataRoute(server: FastifyInstance, context: IdpContext): void {
  server.get('/metadata', (_request, reply) =>
    reply
      .headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
      .type('application/samlmetadata+xml')
      .send(idpMetadata(context)),
  );
}
