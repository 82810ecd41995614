/**
 * Stage 4: an answer has arrived at an assertion consumer service. Reads just enough of it to find
 * what it must be judged by: the stored request, or for an unsolicited answer the connection that
 * trusts its issuer. Nothing read here is believed; stage 5 demands the same values in signed bytes.
 */
import { decodePostMessage, parseXml, peekResponse, SamlError, type XmlDocument } from '@cordboard/saml';
import type { ConnectionContext, RealmContext, ServiceProviderContext } from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';
import type { SignInRequestRecord } from '../storage/ports/sign-in-store.ts';
import type { SignInDependencies } from './sign-in-dependencies.ts';
import { testedConnection } from './tested-connection.ts';

export interface ReceiveResponseInput {
  readonly serviceProvider: ServiceProviderContext;
  /** The endpoint that received it. */
  readonly acsUrl: string;
  readonly samlResponse: string | undefined;
}

/** An answer and what it must be judged by. */
export interface ReceivedResponse {
  readonly document: XmlDocument;
  readonly connection: ConnectionContext;
  /** Null for an unsolicited answer. */
  readonly request: SignInRequestRecord | null;
  readonly issuer: string | undefined;
}

const decode = (samlResponse: string | undefined): XmlDocument => {
  if (samlResponse === undefined || samlResponse === '') {
    throw new CordboardError('sign-in.response_missing');
  }
  try {
    return parseXml(decodePostMessage(samlResponse));
  } catch (error) {
    if (!(error instanceof SamlError)) {
      throw error;
    }
    throw new CordboardError('sign-in.response_unreadable', {
      expected: error.expected,
      received: error.received === undefined ? error.code : `${error.code}: ${error.received}`,
      cause: error,
    });
  }
};

const requestedConnection = (
  serviceProvider: ServiceProviderContext,
  request: SignInRequestRecord,
): ConnectionContext => {
  const found = serviceProvider.connections.find((candidate) => candidate.record.id === request.connectionId);
  if (found === undefined) {
    throw new CordboardError('sign-in.connection_unknown', { received: request.connectionId });
  }
  return found;
};

const unsolicitedConnection = (
  serviceProvider: ServiceProviderContext,
  issuer: string | undefined,
): ConnectionContext => {
  const found = serviceProvider.connections.filter(
    (candidate) => candidate.record.identityProvider.entityId === issuer,
  );
  const connection = found[0];
  if (connection === undefined || found.length > 1) {
    throw new CordboardError('sign-in.issuer_unknown', {
      expected: serviceProvider.connections.map((candidate) => candidate.record.identityProvider.entityId).join(', '),
      received: issuer ?? 'no Issuer',
    });
  }
  if (connection.record.settings.idpInitiated === 'refuse') {
    throw new CordboardError('sign-in.unsolicited_refused', { expected: 'InResponseTo', received: 'none' });
  }
  return connection;
};

/**
 * @throws CordboardError `sign-in.response_missing`, `sign-in.response_unreadable`, `sign-in.request_unknown`, `sign-in.replayed`,
 * `sign-in.connection_unknown`, `sign-in.issuer_unknown`, `sign-in.unsolicited_refused`.
 */
export const receiveResponse = async (
  dependencies: Pick<SignInDependencies, 'storage' | 'clock'>,
  realm: RealmContext,
  input: ReceiveResponseInput,
): Promise<ReceivedResponse> => {
  const document = decode(input.samlResponse);
  const { inResponseTo, issuer } = peekResponse(document);
  if (inResponseTo === undefined) {
    return { document, connection: unsolicitedConnection(input.serviceProvider, issuer), request: null, issuer };
  }
  const request = await dependencies.storage.read.findRequest(realm.view.realm.id, inResponseTo, dependencies.clock());
  if (request === null) {
    const wasUsed = await dependencies.storage.read.wasRequestUsed(realm.view.realm.id, inResponseTo);
    throw new CordboardError(wasUsed ? 'sign-in.replayed' : 'sign-in.request_unknown', {
      expected: 'the ID of a request under way',
      received: inResponseTo,
    });
  }
  const connection =
    request.target.kind === 'test'
      ? (await testedConnection(dependencies.storage.read, realm, request.target.test)).connection
      : requestedConnection(input.serviceProvider, request);
  if (request.serviceProviderId !== input.serviceProvider.record.id || connection.record.id !== request.connectionId) {
    throw new CordboardError('sign-in.connection_unknown', { received: request.connectionId });
  }
  return { document, connection, request, issuer };
};
