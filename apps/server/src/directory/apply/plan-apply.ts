/**
 * Compares a file with the directory and says what applying it would do. Absence never deletes unless pruning, and
 * pruning stays inside the companies that the file lists: other companies are other people's files.
 */
import type { ResolvedApplyFile, ResolvedCompany, ResolvedEnvironment } from '@cordboard/contract/resolved-apply-file';
import type { CompanyRecord, EnvironmentRecord, RealmRecord } from '../../storage/ports/directory-store.ts';
import { environmentBaseUrl } from '../environment-url.ts';
import { type ApplyPlan, PlanBuilder } from './apply-plan.ts';
import { applyProblem } from './apply-problem.ts';
import { checkPublicUrl } from './check-public-url.ts';
import { diffFields, type FieldView, newFields } from './diff-fields.ts';
import { isDropped, type PlanContext } from './plan-context.ts';
import { planRealm } from './plan-realm.ts';

const environmentView = ({ name, region, platform, publicUrl }: EnvironmentRecord): FieldView => ({
  name,
  region,
  platform,
  publicUrl,
});

const planEnvironmentRecord = async (
  context: PlanContext,
  company: CompanyRecord,
  environment: ResolvedEnvironment,
  before: EnvironmentRecord | undefined,
): Promise<EnvironmentRecord> => {
  const path = `${company.slug}/${environment.slug}`;
  const kept = context.whole ? undefined : before;
  const record: EnvironmentRecord = {
    id: before?.id ?? context.idFor('environment', path),
    companyId: company.id,
    slug: environment.slug,
    name: environment.name ?? kept?.name ?? environment.slug,
    region: environment.region ?? kept?.region ?? null,
    platform: environment.platform,
    publicUrl: environment.publicUrl?.replace(/\/+$/, '') ?? kept?.publicUrl ?? null,
  };
  await checkPublicUrl(context, record, before, path);
  const fields =
    before === undefined
      ? newFields({ platform: 'generic' }, environmentView(record))
      : diffFields(environmentView(before), environmentView(record));
  context.plan.put(
    { action: before === undefined ? 'create' : 'update', kind: 'environment', path, fields },
    (writer) => writer.putEnvironment(record),
  );
  return record;
};

const planEnvironment = async (
  context: PlanContext,
  company: CompanyRecord,
  environment: ResolvedEnvironment,
  before: EnvironmentRecord | undefined,
): Promise<void> => {
  const record = await planEnvironmentRecord(context, company, environment, before);
  const path = `${company.slug}/${environment.slug}`;
  const existing = before === undefined ? [] : await context.reader.listRealms(record.id);
  const listed = new Set(environment.realms.map(({ slug }) => slug));
  for (const { id, slug } of existing) {
    const place = { kind: 'realm', path: `${path}/${slug}` } as const;
    if (isDropped(context, place, listed.has(slug))) {
      context.plan.delete(place.kind, place.path, (writer) => writer.deleteRealm(id));
    }
  }
  const baseUrl = environmentBaseUrl(company, record, context.installationUrl);
  const realms = [...new Set([...existing, ...environment.realms].map(({ slug }) => slug))];
  for (const realm of environment.realms) {
    await planRealm(
      context,
      { environmentId: record.id, path, baseUrl, realms },
      realm,
      existing.find(({ slug }) => slug === realm.slug),
    );
  }
};

/** Administrators of one company sign in at one place. */
const checkAdminsRealm = async (
  context: PlanContext,
  company: ResolvedCompany,
  existing: readonly EnvironmentRecord[],
): Promise<void> => {
  const places = new Set(
    company.environments.flatMap(({ slug, realms }) =>
      realms.filter(({ kind }) => kind === 'admins').map((realm) => `${slug}/${realm.slug}`),
    ),
  );
  if (places.size === 0 || context.prune) {
    return;
  }
  for (const environment of existing) {
    const realms: readonly RealmRecord[] = await context.reader.listRealms(environment.id);
    for (const realm of realms.filter(({ kind }) => kind === 'admins')) {
      places.add(`${environment.slug}/${realm.slug}`);
    }
  }
  if (places.size > 1) {
    context.plan.refuse(
      applyProblem('apply.conflict', company.slug, {
        expected: 'at most one realm of kind admins in a company',
        received: [...places].join(', '),
      }),
    );
  }
};

const planCompany = async (
  context: PlanContext,
  company: ResolvedCompany,
  before: CompanyRecord | undefined,
): Promise<void> => {
  const record: CompanyRecord = {
    id: before?.id ?? context.idFor('company', company.slug),
    slug: company.slug,
    name: company.name ?? (context.whole ? undefined : before?.name) ?? company.slug,
  };
  const fields =
    before === undefined
      ? newFields({}, { name: record.name })
      : diffFields({ name: before.name }, { name: record.name });
  context.plan.put(
    { action: before === undefined ? 'create' : 'update', kind: 'company', path: company.slug, fields },
    (writer) => writer.putCompany(record),
  );
  const existing = before === undefined ? [] : await context.reader.listEnvironments(record.id);
  await checkAdminsRealm(context, company, existing);
  const listed = new Set(company.environments.map(({ slug }) => slug));
  for (const { id, slug } of existing) {
    const place = { kind: 'environment', path: `${company.slug}/${slug}` } as const;
    if (isDropped(context, place, listed.has(slug))) {
      context.plan.delete(place.kind, place.path, (writer) => writer.deleteEnvironment(id));
    }
  }
  for (const environment of company.environments) {
    await planEnvironment(
      context,
      record,
      environment,
      existing.find(({ slug }) => slug === environment.slug),
    );
  }
};

/** Makes the plan; changes nothing. */
export const planApply = async (file: ResolvedApplyFile, context: Omit<PlanContext, 'plan'>): Promise<ApplyPlan> => {
  const plan = new PlanBuilder();
  for (const { path } of context.deletions.filter(({ kind }) => kind === 'company')) {
    const company = await context.reader.findCompany(path);
    if (company !== null) {
      plan.delete('company', path, (writer) => writer.deleteCompany(company.id));
    }
  }
  for (const company of file.companies) {
    const before = await context.reader.findCompany(company.slug);
    await planCompany({ ...context, plan }, company, before ?? undefined);
  }
  return plan.build();
};
