/** The two messages that go out: our request to end a session there, and our answer that one has ended here. */
import {
  buildLogoutRequest,
  buildLogoutResponse,
  LOGOUT_REASON_USER,
  type NameId,
  type SigningKey,
  STATUS_SUCCESS,
  type VerifiedLogoutRequest,
} from '@cordboard/saml';
import { type Departure, departWith, type Endpoint, messageSigning } from '../sign-in/departure.ts';
import type { SignInDependencies } from '../sign-in/sign-in-dependencies.ts';
import type { LeavingConnection } from './leaving.ts';
import { requestEndpoint, responseEndpoint } from './logout-endpoint.ts';

type Means = Pick<SignInDependencies, 'clock' | 'random'>;

export interface LogoutPlan extends LeavingConnection {
  readonly endpoint: Endpoint;
  readonly key: SigningKey;
  readonly nameId: NameId;
}

/** What is needed to ask the identity provider to end its session; null when it is not to be asked, or cannot be. */
export const logoutPlan = (found: LeavingConnection | null, nameId: NameId | null): LogoutPlan | null => {
  if (found === null || nameId === null || !found.connection.record.settings.sendLogoutRequests) {
    return null;
  }
  const endpoint = requestEndpoint(found.connection.record.identityProvider);
  const key = found.serviceProvider.signingKey;
  return endpoint === null || key === null ? null : { ...found, endpoint, key, nameId };
};

const ourName = ({ serviceProvider, connection }: LeavingConnection): string =>
  connection.record.settings.requestEntityId ?? serviceProvider.entityId;

export interface SentLogoutRequest {
  readonly id: string;
  readonly departure: Departure;
}

/** With the very NameID of the sign-in, qualifiers included (SAML profiles §4.4.4.1). */
export const sendLogoutRequest = async (
  { clock, random }: Means,
  plan: LogoutPlan,
  sessionIndex: string | null,
): Promise<SentLogoutRequest> => {
  const { id, xml } = buildLogoutRequest({
    issuer: ourName(plan),
    destination: plan.endpoint.url,
    nameId: plan.nameId,
    sessionIndexes: sessionIndex === null ? [] : [sessionIndex],
    reason: LOGOUT_REASON_USER,
    now: new Date(clock()),
    random,
  });
  const signing = messageSigning(plan.key, plan.serviceProvider.record.settings.signatureAlgorithm);
  return { id, departure: await departWith(plan.endpoint, { parameter: 'SAMLRequest', id, xml }, signing) };
};

export interface Answering extends LeavingConnection {
  readonly request: Pick<VerifiedLogoutRequest, 'id'>;
  /** The binding that the request came by. */
  readonly binding: Endpoint['binding'];
  /** Goes back as it came (SAML bindings §3.4.3). */
  readonly relayState: string | undefined;
}

/** Null when the identity provider takes no answer, or there is no key to sign one with. */
export const sendLogoutResponse = async ({ clock, random }: Means, answering: Answering): Promise<Departure | null> => {
  const { serviceProvider, connection, request, relayState } = answering;
  const endpoint = responseEndpoint(connection.record.identityProvider, answering.binding);
  const key = serviceProvider.signingKey;
  if (endpoint === null || key === null) {
    return null;
  }
  const { id, xml } = buildLogoutResponse({
    issuer: ourName(answering),
    destination: endpoint.url,
    inResponseTo: request.id,
    status: { codes: [STATUS_SUCCESS] },
    now: new Date(clock()),
    random,
  });
  const signing = messageSigning(key, serviceProvider.record.settings.signatureAlgorithm);
  return departWith(endpoint, { parameter: 'SAMLResponse', id, xml, relayState }, signing);
};
