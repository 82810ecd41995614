/**
 * Records of the directory as the nodes of an applied file: what the API shows, what an export writes, and what a
 * change of one record is planned from. Applying a node to the record that it came from changes nothing.
 */
import type {
  AppNode,
  CompanyNode,
  ConnectionNode,
  EnvironmentNode,
  RealmNode,
  ServiceProviderNode,
  UserNode,
} from '@cordboard/contract/directory-nodes';
import type {
  AppRecord,
  CompanyRecord,
  ConnectionRecord,
  EnvironmentRecord,
  IdentityProviderDescription,
  RealmRecord,
  ServiceProviderRecord,
} from '../../storage/ports/directory-store.ts';
import type { UserRecord } from '../../storage/ports/user-store.ts';

export const describeCompany = ({ slug, name }: CompanyRecord): CompanyNode => ({ slug, name });

export const describeEnvironment = (record: EnvironmentRecord): EnvironmentNode => {
  const { slug, name, region, platform, publicUrl } = record;
  return { slug, name, ...(region !== null && { region }), platform, ...(publicUrl !== null && { publicUrl }) };
};

export const describeRealm = ({ slug, name, kind, ssoMode, settings }: RealmRecord): RealmNode => ({
  slug,
  name,
  kind,
  ssoMode,
  ...settings,
});

export const describeServiceProvider = ({ slug, settings }: ServiceProviderRecord): ServiceProviderNode => ({
  slug,
  ...settings,
});

/** What was once given by hand: one address to sign in at, and at most one to sign out. */
const describeManual = (idp: IdentityProviderDescription): ConnectionNode['manual'] => {
  const [signIn] = idp.singleSignOn;
  const [signOut] = idp.singleLogout;
  return {
    entityId: idp.entityId,
    loginUrl: signIn?.url ?? '',
    loginBinding: signIn?.binding ?? 'redirect',
    ...(signOut !== undefined && { logoutUrl: signOut.url }),
    certificates: idp.signingCertificates.map((pem) => ({ pem })),
  };
};

/** A metadata document that came as text is kept apart, and is not in the node. */
export const describeConnection = (record: ConnectionRecord): ConnectionNode => {
  const { slug, name, isDefault, enabled, settings, source, identityProvider } = record;
  return {
    slug,
    name,
    default: isDefault,
    enabled,
    ...(source.kind === 'url' && { metadata: { url: source.url } }),
    ...(source.kind === 'manual' && { manual: describeManual(identityProvider) }),
    ...settings,
  };
};

export const describeApp = (record: AppRecord): AppNode => {
  const { slug, name } = record;
  return record.type === 'oidc'
    ? { type: record.type, slug, name, ...record.settings }
    : { type: record.type, slug, name, ...record.settings };
};

export const describeUser = (record: UserRecord): UserNode => {
  const { login, email, displayName, firstName, lastName, groups, enabled } = record;
  return {
    login,
    ...(email !== null && { email }),
    ...(displayName !== null && { displayName }),
    ...(firstName !== null && { firstName }),
    ...(lastName !== null && { lastName }),
    ...(groups.length > 0 && { groups: [...groups] }),
    enabled,
  };
};
