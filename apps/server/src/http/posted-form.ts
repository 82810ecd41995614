/** The fields of a form that an identity provider's page posts (SAML bindings §3.5.4). */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CordboardError, type ErrorCode } from '../errors.ts';

const FORM = 'application/x-www-form-urlencoded';

// A field that occurs twice arrives as an array.
const field = z.union([z.string(), z.array(z.string())]).optional();
const posted = z.object({ SAMLRequest: field, SAMLResponse: field, RelayState: field });

export type PostedForm = z.infer<typeof posted>;

/** @throws CordboardError with the code that is given, when no form came. */
export const readForm = (request: FastifyRequest, code: ErrorCode): PostedForm => {
  const type = request.headers['content-type'];
  const form = posted.safeParse(request.body);
  // Bodies of another type were not read, see the routes.
  if (!form.success) {
    throw new CordboardError(code, { expected: FORM, received: type?.slice(0, 100) ?? 'no content type' });
  }
  return form.data;
};

/** @throws CordboardError with the code that is given, when there are several. */
export const readRelayState = (value: PostedForm['RelayState'], code: ErrorCode): string | undefined => {
  if (value !== undefined && typeof value !== 'string') {
    throw new CordboardError(code, {
      expected: 'RelayState at most once',
      received: `RelayState ${value.length} times`,
    });
  }
  return value;
};
