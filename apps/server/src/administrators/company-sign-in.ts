/**
 * Sign-in through a company's realm of kind `admins`. The realm's sign-in ends with a code for the browser that began it;
 * the code opens a session that reaches that company and nothing else, whatever else the account may do: what an
 * identity provider says never makes an owner of the installation.
 */
import { z } from 'zod';
import { CordboardError } from '../errors.ts';
import type { StoredAdministrator } from '../storage/ports/administrator-store.ts';
import type { StorageReader, StorageWriter } from '../storage/ports/storage.ts';
import type { AdministratorDependencies, Visitor } from './administrator-dependencies.ts';
import { putChallenge, readChallenge, takeChallenge } from './challenges.ts';
import { type OpenedSession, openAdminSession } from './sessions.ts';
import { hashToken, newToken } from './token.ts';

/** The browser comes with it at once; a minute forgives a slow network. */
const CODE_MS = 60_000;
const KIND = 'company-sign-in';

const companyClaim = z.strictObject({
  companyId: z.string(),
  realmId: z.string(),
  /** Of the user whom the realm's identity provider vouched for. */
  email: z.string(),
  /** Hash of the cookie of the browser that began. */
  state: z.string(),
  attemptId: z.string(),
  /** What the identity provider may end meanwhile, or later; null when it gave no NameID. */
  idpSession: z
    .strictObject({
      connectionId: z.string(),
      subjectHash: z.string(),
      sessionHash: z.string().nullable(),
      general: z.array(z.string()).readonly(),
      authnInstant: z.number(),
    })
    .nullable(),
});
export type CompanyClaim = z.infer<typeof companyClaim>;

type Dependencies = Pick<AdministratorDependencies, 'sealer' | 'clock'>;

/** Makes the code; it works once. */
export const issueCompanyCode = async (
  dependencies: Dependencies & Pick<AdministratorDependencies, 'random'>,
  writer: StorageWriter,
  claim: CompanyClaim,
): Promise<string> => {
  const code = newToken(dependencies.random);
  const step = { kind: KIND, idHash: code.hash, administratorId: null, content: claim, lifetimeMs: CODE_MS } as const;
  await putChallenge(dependencies, writer, step);
  return code.value;
};

/** What a code stands for; it is used up. @throws `administrator.challenge_unknown` */
export const takeCompanyCode = async (
  dependencies: Dependencies,
  writer: StorageWriter,
  code: string,
): Promise<CompanyClaim> => {
  const step = { kind: KIND, idHash: hashToken(code), schema: companyClaim } as const;
  const { record, content } = await readChallenge(dependencies, writer, step);
  await takeChallenge(dependencies, writer, record);
  return content;
};

/** The same answer for whoever has no account, a disabled one, or roles in other companies only. */
const findInCompany = async (reader: StorageReader, claim: CompanyClaim): Promise<StoredAdministrator> => {
  const administrator = await reader.findAdministratorByLogin(claim.email);
  const grants = administrator === null ? [] : await reader.listGrants(administrator.id);
  if (administrator?.enabled !== true || !grants.some(({ companyId }) => companyId === claim.companyId)) {
    throw new CordboardError('administrator.not_recognised', {
      expected: 'an enabled administrator with a role in the company',
      received: claim.email,
    });
  }
  return administrator;
};

/** @throws `administrator.not_recognised` */
export const openCompanySession = async (
  dependencies: Pick<AdministratorDependencies, 'clock' | 'random' | 'sealer' | 'audit'>,
  writer: StorageWriter,
  claim: CompanyClaim,
  visitor: Visitor,
): Promise<OpenedSession> => {
  const administrator = await findInCompany(writer, claim);
  const opened = await openAdminSession(dependencies, writer, {
    administrator,
    method: 'company',
    visitor,
    limitedTo: claim.companyId,
    idpSession: claim.idpSession,
  });
  await dependencies.audit.append(writer, {
    companyId: claim.companyId,
    actor: { kind: 'administrator', id: administrator.id, name: administrator.login },
    action: 'administrator.signed-in',
    target: { kind: 'administrator', path: administrator.login },
    fields: [{ name: 'method', from: null, to: 'company' }],
    address: visitor.address,
  });
  return opened;
};
