/** The NameID that a person gets at one service provider (SAML core §2.2.2, §8.3). */
import { createHmac } from 'node:crypto';
import {
  NAME_ID_EMAIL,
  NAME_ID_PERSISTENT,
  NAME_ID_TRANSIENT,
  NAME_ID_UNSPECIFIED,
  type NameId,
} from '@cordboard/saml';
import type { NameIdKind, SandboxUser } from './sandbox-idp-options.ts';

const FORMATS: Readonly<Record<Exclude<NameIdKind, 'none'>, string>> = {
  persistent: NAME_ID_PERSISTENT,
  transient: NAME_ID_TRANSIENT,
  emailAddress: NAME_ID_EMAIL,
  unspecified: NAME_ID_UNSPECIFIED,
};

/** The NameID formats that the sandbox can send, for its metadata. */
export const supportedNameIdFormats: readonly string[] = Object.values(FORMATS);

export interface NameIdOptions {
  readonly kind: NameIdKind;
  readonly user: SandboxUser;
  readonly idpEntityId: string;
  readonly spEntityId: string;
  /** Makes persistent values unguessable and stable. */
  readonly secret: Uint8Array;
  readonly random: (size: number) => Uint8Array;
}

/** The kind that is sent, or undefined when the request asks for a format that the sandbox does not know. */
export function chooseNameIdKind(configured: NameIdKind, requestedFormat: string | undefined): NameIdKind | undefined {
  // `unspecified` in a NameIDPolicy leaves the choice to the identity provider (SAML core §3.4.1.1).
  if (requestedFormat === undefined || requestedFormat === FORMATS.unspecified || configured === 'none') {
    return configured;
  }
  const kinds: readonly NameIdKind[] = ['persistent', 'transient', 'emailAddress'];
  return kinds.find((kind) => kind !== 'none' && FORMATS[kind] === requestedFormat);
}

const persistentValue = (options: NameIdOptions): string =>
  createHmac('sha256', options.secret)
    .update(`${options.idpEntityId}\u0000${options.spEntityId}\u0000${options.user.login.toLowerCase()}`)
    .digest('base64url');

/** The NameID of that kind, or undefined for the kind `none`. */
export function nameIdFor(options: NameIdOptions): NameId | undefined {
  switch (options.kind) {
    case 'none':
      return undefined;
    case 'emailAddress':
      return { value: options.user.email, format: FORMATS.emailAddress };
    case 'unspecified':
      return { value: options.user.login, format: FORMATS.unspecified };
    case 'transient':
      return { value: `_${Buffer.from(options.random(20)).toString('hex')}`, format: FORMATS.transient };
    case 'persistent':
      return {
        value: persistentValue(options),
        format: FORMATS.persistent,
        nameQualifier: options.idpEntityId,
        spNameQualifier: options.spEntityId,
      };
  }
}
