/** Finds the place that a path names, and refuses whoever may not act there. */
import type { AdminRoute } from '@cordboard/contract/admin-api/admin-route';
import { CordboardError } from '../../errors.ts';
import type { CompanyRecord, DirectoryReader, EnvironmentRecord } from '../../storage/ports/directory-store.ts';
import { type Actor, INSTALLATION, may, type Place, sees } from '../actor.ts';

export interface NamedPlace {
  readonly company: CompanyRecord | null;
  readonly environment: EnvironmentRecord | null;
}

const notFound = (received: string): CordboardError => new CordboardError('admin.not_found', { received });

/** What is unknown and what belongs to others look the same. */
export const findPlace = async (
  reader: DirectoryReader,
  actor: Actor,
  params: Readonly<Record<string, string>>,
): Promise<NamedPlace> => {
  const { company: companySlug, environment: environmentSlug } = params;
  if (companySlug === undefined) {
    return { company: null, environment: null };
  }
  const company = await reader.findCompany(companySlug);
  if (company === null || !sees(actor, { companyId: company.id, environmentId: null })) {
    throw notFound(companySlug);
  }
  if (environmentSlug === undefined) {
    return { company, environment: null };
  }
  const environment = await reader.findEnvironment(company.id, environmentSlug);
  if (environment === null || !sees(actor, { companyId: company.id, environmentId: environment.id })) {
    throw notFound(`${companySlug}/${environmentSlug}`);
  }
  return { company, environment };
};

const placeOf = (at: 'installation' | 'company' | 'environment', { company, environment }: NamedPlace): Place => {
  if (at === 'installation') {
    return INSTALLATION;
  }
  return { companyId: company?.id ?? null, environmentId: at === 'environment' ? (environment?.id ?? null) : null };
};

const callerWords = (actor: Actor): string => {
  switch (actor.kind) {
    case 'api-key':
      return `an API key with ${actor.scopes.join(', ')}`;
    case 'set-up-link':
      return 'the link of a set-up';
    default:
      return [...new Set(actor.grants.map(({ role }) => role))].join(', ') || 'no role';
  }
};

/** @throws CordboardError `admin.forbidden` */
export const assertMay = ({ access }: AdminRoute, actor: Actor, named: NamedPlace): void => {
  const [expected, words] =
    access.kind === 'set-up-link'
      ? (['set-up-link', 'the link of a set-up'] as const)
      : (['administrator', 'an administrator who is signed in'] as const);
  if (access.kind !== 'permission' && access.kind !== 'public' && actor.kind !== expected) {
    throw new CordboardError('admin.forbidden', { expected: words, received: callerWords(actor) });
  }
  if (access.kind !== 'permission') {
    return;
  }
  if (!may(actor, access.permission, placeOf(access.at, named), access.orBelow === true)) {
    throw new CordboardError('admin.forbidden', {
      expected: `the permission ${access.permission} at the ${access.at}`,
      received: callerWords(actor),
    });
  }
};

/**
 * Whoever changes a realm of administrators decides who administers: its connections, keys, tests and people are for
 * those who may change administrators, whichever route leads there.
 *
 * @throws CordboardError `admin.forbidden`
 */
export const assertMayTouchRealm = async (
  reader: DirectoryReader,
  route: AdminRoute,
  actor: Actor,
  { company, environment }: NamedPlace,
  realmSlug: string | undefined,
): Promise<void> => {
  if (route.change === 'none' || realmSlug === undefined || company === null || environment === null) {
    return;
  }
  const view = await reader.findRealmView(company.slug, environment.slug, realmSlug);
  const place = { companyId: company.id, environmentId: null };
  if (view?.realm.kind === 'admins' && !may(actor, 'administrators.write', place)) {
    throw new CordboardError('admin.forbidden', {
      expected: 'the permission administrators.write at the company, because administrators sign in to this realm',
      received: callerWords(actor),
    });
  }
};
