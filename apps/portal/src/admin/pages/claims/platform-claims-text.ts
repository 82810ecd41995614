/** The claims of a platform in words: for its table, and as lines to hand to the administrator of an identity provider. */
import type { PlatformClaim } from '@cordboard/vendors/platform-profile';
import type { TFunction } from 'i18next';

type Limits = PlatformClaim['create'];

const rangeText = (limits: NonNullable<Limits>, t: TFunction): string =>
  'maxLength' in limits
    ? t('claims.platform.length', { min: limits.minLength, max: limits.maxLength })
    : t('claims.platform.values', { count: limits.maxValues });

const momentText = (limits: NonNullable<Limits>, t: TFunction): string =>
  `${t(limits.mandatory ? 'claims.platform.yes' : 'claims.platform.no')}, ${rangeText(limits, t)}`;

/** Whether the claim is needed at all. */
export const needText = ({ mandatory }: PlatformClaim, t: TFunction): string =>
  t(mandatory ? 'claims.platform.yes' : 'claims.platform.no');

/** What holds at the first sign-in and what at later ones, told apart only where that differs. */
export const limitsText = ({ create, modify }: PlatformClaim, t: TFunction): string => {
  if (create === null && modify === null) {
    return t('claims.platform.none');
  }
  const first = create === null ? t('claims.platform.none') : momentText(create, t);
  const later = modify === null ? t('claims.platform.none') : momentText(modify, t);
  return first === later
    ? t('claims.platform.always', { limits: first })
    : t('claims.platform.firstAndLater', { first, later });
};

/** One line for each claim, with all that the table shows. */
export const claimsText = (claims: readonly PlatformClaim[], t: TFunction): string =>
  claims
    .map((claim) =>
      t('claims.platform.line', {
        name: claim.name,
        need: needText(claim, t),
        description: claim.description,
        limits: limitsText(claim, t),
      }),
    )
    .join('\n');
