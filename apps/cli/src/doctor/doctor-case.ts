/** One line of a file of cases: a file to judge, and what the receiver of it knows and demands. */
import { z } from 'zod';

/** What can be judged. */
export const doctorKinds = [
  'response',
  'logoutrequest',
  'logoutresponse',
  'authnrequest',
  'metadata',
  'signature',
] as const;

export type DoctorKind = (typeof doctorKinds)[number];

const text = z.string().min(1).max(4096);
const paths = z.union([text, z.array(text).min(1).max(16)]).transform((value) => [value].flat());
const flag = z.boolean().default(false);

/** A case as `--batch` reads it; paths are relative to the file of cases. Unknown fields are passed over. */
export const doctorCase = z.object({
  id: text,
  path: text,
  kind: z.enum(doctorKinds),
  /** Of the service provider. */
  entityId: text.optional(),
  acsUrl: text.optional(),
  sloUrl: text.optional(),
  ssoUrl: text.optional(),
  /** Of the identity provider. */
  idpEntityId: text.optional(),
  /** PEM, of the signer: the identity provider, or of an AuthnRequest the service provider. */
  idpCertPath: paths.optional(),
  decryptionKeyPath: paths.optional(),
  requestId: text.nullish(),
  allowUnsolicited: flag,
  allowUnsigned: flag,
  allowSha1: flag,
  allowRsa1024: flag,
  allowCbc: flag,
  require: z.enum(['response', 'assertion', 'both', 'either']).optional(),
  now: z.iso.datetime({ offset: true }).optional(),
  clockSkewSec: z.number().min(0).max(300).optional(),
});

export type DoctorCase = z.infer<typeof doctorCase>;

/** Its identity alone, for the answer to a line that is wrong otherwise. */
export const doctorCaseId = z.object({ id: text });
