/** Where the sealed TOTP secret of an administrator belongs. */
import type { Sealer } from '../keys/seal.ts';

const contextOf = (administratorId: string) => ({ table: 'administrator', row: administratorId, environment: '' });

/** Seals a secret for one administrator. */
export const sealTotpSecret = (sealer: Pick<Sealer, 'seal'>, administratorId: string, secret: Uint8Array): string =>
  sealer.seal(secret, contextOf(administratorId));

/** @throws `keys.unsealable` */
export const openTotpSecret = (sealer: Pick<Sealer, 'open'>, administratorId: string, sealed: string): Uint8Array =>
  sealer.open(sealed, contextOf(administratorId));
