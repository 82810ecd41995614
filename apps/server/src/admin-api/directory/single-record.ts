/** A file that says one place of the directory anew, and everything around it as it is. */
import type { AppNode, ConnectionNode } from '@cordboard/contract/directory-nodes';
import type {
  ResolvedApp,
  ResolvedApplyFile,
  ResolvedConnection,
  ResolvedEnvironment,
  ResolvedRealm,
} from '@cordboard/contract/resolved-apply-file';
import {
  describeCompany,
  describeEnvironment,
  describeRealm,
  describeServiceProvider,
} from '../../directory/export/describe-records.ts';
import type { CompanyRecord, RealmView, ServiceProviderRecord } from '../../storage/ports/directory-store.ts';

export const inCompany = (company: CompanyRecord, environments: ResolvedEnvironment[]): ResolvedApplyFile => ({
  companies: [{ ...describeCompany(company), environments }],
});

export const inEnvironment = (
  { company, environment }: Pick<RealmView, 'company' | 'environment'>,
  realms: ResolvedRealm[],
): ResolvedApplyFile => inCompany(company, [{ ...describeEnvironment(environment), realms }]);

export const emptyRealm = {
  allowUntestedEnable: false,
  serviceProviders: [],
  apps: [],
  users: [],
} satisfies Partial<ResolvedRealm>;

export const inRealm = (
  view: RealmView,
  content: Partial<Pick<ResolvedRealm, 'serviceProviders' | 'apps' | 'users'>>,
): ResolvedApplyFile => inEnvironment(view, [{ ...describeRealm(view.realm), ...emptyRealm, ...content }]);

export const inServiceProvider = (
  view: RealmView,
  serviceProvider: ServiceProviderRecord,
  connections: ResolvedConnection[],
): ResolvedApplyFile =>
  inRealm(view, { serviceProviders: [{ ...describeServiceProvider(serviceProvider), connections }] });

export const resolveConnectionNode = ({ metadata, manual, ...node }: ConnectionNode): ResolvedConnection => ({
  ...node,
  ...(metadata !== undefined && { metadata }),
  ...(manual !== undefined && { manual: { ...manual, certificates: manual.certificates.map(({ pem }) => pem) } }),
});

/** @param secretHash of a secret that was just made; the one there is stays otherwise */
export const resolveAppNode = (node: AppNode, secretHash: string | null): ResolvedApp =>
  node.type === 'oidc' && secretHash !== null ? { ...node, secretHash } : node;
