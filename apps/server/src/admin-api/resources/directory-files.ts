/** Whole companies as files over the API: by the engine of `cordboard apply`, and with no more than its caller may do. */
import { applyToCompany, applyToInstallation, exportCompany } from '@cordboard/contract/admin-api/directory-files';
import type { ApplyAnswer, ApplyRequest } from '@cordboard/contract/control';
import type { ResolvedCompany } from '@cordboard/contract/resolved-apply-file';
import { executeApply } from '../../directory/apply/execute-apply.ts';
import type { ApplyDependencies } from '../../directory/apply/prepare-apply.ts';
import { exportCompanies } from '../../directory/export/export-companies.ts';
import { CordboardError } from '../../errors.ts';
import type { CompanyRecord } from '../../storage/ports/directory-store.ts';
import type { StorageReader } from '../../storage/ports/storage.ts';
import type { AdminParts } from '../admin-parts.ts';
import { applyDependencies } from '../directory/directory-resource.ts';
import { type BoundRoute, bind, type Call } from '../http/call.ts';

/**
 * The switch of demonstrations stays with whoever has the machine: here single sign-on is enabled by testing it.
 *
 * @throws CordboardError `apply.untested_enable`
 */
const assertNoUntestedEnable = ({ file }: ApplyRequest): void => {
  const realms = file.companies.flatMap(({ environments }) =>
    environments.flatMap((environment) => environment.realms),
  );
  if (realms.some(({ allowUntestedEnable }) => allowUntestedEnable)) {
    throw new CordboardError('apply.untested_enable', {
      expected: 'a file without allowUntestedEnable',
      hint: 'Test the connection and enable single sign-on, or apply the file on the machine of the hub.',
    });
  }
};

const adminsRealms = async (reader: StorageReader, company: CompanyRecord): Promise<ReadonlySet<string>> => {
  const places = new Set<string>();
  for (const environment of await reader.listEnvironments(company.id)) {
    for (const { slug, kind } of await reader.listRealms(environment.id)) {
      if (kind === 'admins') {
        places.add(`${environment.slug}/${slug}`);
      }
    }
  }
  return places;
};

const touchesAdmins = (wanted: ResolvedCompany, existing: ReadonlySet<string>, prune: boolean): boolean => {
  const listed = wanted.environments.flatMap(({ slug, realms }) =>
    realms.map((realm) => ({ path: `${slug}/${realm.slug}`, kind: realm.kind })),
  );
  return (prune && existing.size > 0) || listed.some(({ path, kind }) => kind === 'admins' || existing.has(path));
};

/**
 * A file says realms and people in one: its caller has to be allowed both, and administrators besides where a realm of
 * theirs is in it.
 *
 * @throws CordboardError `admin.forbidden`
 */
const assertMayApply = async (reader: StorageReader, call: Call<typeof applyToCompany>): Promise<void> => {
  const { company, body } = call;
  const place = { companyId: company.id, environmentId: null };
  const needed = (['directory.write', 'people.write'] as const).find((permission) => !call.may(permission, place));
  if (needed !== undefined) {
    throw new CordboardError('admin.forbidden', { expected: `the permission ${needed} at the company` });
  }
  if (call.may('administrators.write', place)) {
    return;
  }
  const existing = await adminsRealms(reader, company);
  if (body.file.companies.some((wanted) => touchesAdmins(wanted, existing, body.prune))) {
    throw new CordboardError('admin.forbidden', {
      expected: 'the permission administrators.write at the company, because the file has a realm of administrators',
    });
  }
};

const assertOwnCompany = ({ file }: ApplyRequest, slug: string): void => {
  const others = file.companies.filter((company) => company.slug !== slug).map((company) => company.slug);
  if (others.length > 0) {
    throw new CordboardError('admin.invalid', {
      expected: `a file with the company ${slug} alone`,
      received: others.join(', ').slice(0, 200),
    });
  }
};

const apply = async (
  parts: AdminParts,
  dependencies: ApplyDependencies,
  request: ApplyRequest,
): Promise<ApplyAnswer> => {
  const answer = await executeApply(request, dependencies);
  if (answer.applied && answer.changes.length > 0) {
    await parts.directoryChanged();
  }
  return answer;
};

export const directoryFileRoutes = (parts: AdminParts): readonly BoundRoute[] => {
  const { read } = parts.storage;
  return [
    bind(exportCompany, async (call) => {
      const users = call.query.users === 'true';
      if (users && !call.may('people.read', { companyId: call.company.id, environmentId: null })) {
        throw new CordboardError('admin.forbidden', { expected: 'the permission people.read, or users=false' });
      }
      const { text, notes } = await exportCompanies(read, [call.company], { users });
      return { body: { text, notes: [...notes] } };
    }),
    bind(applyToCompany, async (call) => {
      assertOwnCompany(call.body, call.company.slug);
      assertNoUntestedEnable(call.body);
      await assertMayApply(read, call);
      return { body: await apply(parts, applyDependencies(parts, call), call.body) };
    }),
    bind(applyToInstallation, async (call) => {
      assertNoUntestedEnable(call.body);
      // Who may make and delete companies may do all of what is in them.
      const dependencies = { ...applyDependencies(parts, call), mayWiden: () => true };
      return { body: await apply(parts, dependencies, call.body) };
    }),
  ];
};
