/**
 * From an address, a document or single values to the description of one identity provider. What people hand over by
 * mistake (a login page, metadata of the wrong side) is told apart, because each has another remedy.
 */
import { createHash } from 'node:crypto';
import type { IdentityProviderInput } from '@cordboard/contract/identity-provider-trust';
import { listMetadataEntities, SamlError } from '@cordboard/saml';
import {
  type DescribedIdentityProvider,
  describeFromManual,
  describeFromMetadata,
} from '../directory/apply/describe-identity-provider.ts';
import { CordboardError } from '../errors.ts';
import type { GuardedFetch } from '../outbound/guarded-fetch.ts';
import type { IdentityProviderSource } from '../storage/ports/directory-store.ts';

/** Media types of metadata, SAML metadata appendix A. */
const ACCEPT = 'application/samlmetadata+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1';
const MAX_METADATA_BYTES = 1024 * 1024;
/** Entity IDs of one document that are offered to choose from. */
const MAX_CHOICES = 500;

export interface LoadedDescription extends DescribedIdentityProvider {
  readonly source: IdentityProviderSource;
  /** The metadata document, where it came as text. */
  readonly document: string | null;
}

/** The document describes several identity providers, and none was chosen. */
export interface EntityChoice {
  readonly choices: readonly string[];
  readonly source: IdentityProviderSource;
}

export interface LoadDescriptionOptions {
  readonly fetch: GuardedFetch;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Which identity provider the document has to describe; any one unless set. */
  readonly entityId?: string | undefined;
  /** Which one is meant when there are several. */
  readonly amongSeveral?: string | undefined;
}

const textOf = (document: Uint8Array | string): string =>
  typeof document === 'string' ? document.slice(0, 1000) : Buffer.from(document.subarray(0, 1000)).toString('utf8');

const isHtml = (document: Uint8Array | string): boolean => {
  const text = textOf(document)
    .replace(/^\ufeff/, '')
    .replace(/<!--[\s\S]*?-->|<\?xml[^>]*>/g, '')
    .trimStart();
  return /^<(!doctype\s+html|html|head|body)\b/i.test(text);
};

/** Says in plain words what came instead of metadata. */
const explainUnreadable = (error: SamlError, document: Uint8Array | string): Error => {
  if (isHtml(document)) {
    return new CordboardError('trust.html', { expected: 'SAML metadata', received: 'a web page', cause: error });
  }
  return error.code.startsWith('xml.')
    ? new CordboardError('trust.not_xml', {
        expected: 'SAML metadata, which is XML',
        received: `${error.code}: ${error.received ?? textOf(document).slice(0, 60)}`,
        cause: error,
      })
    : error;
};

const identityProvidersIn = (document: Uint8Array | string): readonly string[] => {
  const entities = listMetadataEntities(document);
  const found = entities.filter(({ identityProvider }) => identityProvider);
  if (found.length > 0) {
    return found.map(({ entityId }) => entityId);
  }
  const received =
    entities
      .map(({ entityId }) => entityId)
      .join(', ')
      .slice(0, 300) || 'no entity';
  throw entities.some(({ serviceProvider }) => serviceProvider)
    ? new CordboardError('trust.service_provider', { expected: 'metadata of an identity provider', received })
    : new CordboardError('trust.no_identity_provider', { expected: 'an IDPSSODescriptor for SAML 2.0', received });
};

const readDocument = (
  document: Uint8Array | string,
  source: IdentityProviderSource,
  { now, entityId, amongSeveral }: LoadDescriptionOptions,
): LoadedDescription | EntityChoice => {
  try {
    const choices = identityProvidersIn(document);
    const chosen = entityId ?? (choices.length > 1 ? amongSeveral : undefined);
    return choices.length > 1 && chosen === undefined
      ? { choices: choices.slice(0, MAX_CHOICES), source }
      : {
          ...describeFromMetadata(document, new Date(now), chosen),
          source,
          document: typeof document === 'string' ? document : null,
        };
  } catch (error) {
    throw error instanceof SamlError ? explainUnreadable(error, document) : error;
  }
};

const readManual = (
  manual: Parameters<typeof describeFromManual>[0],
  { now }: LoadDescriptionOptions,
): LoadedDescription => {
  try {
    return { ...describeFromManual(manual, new Date(now)), source: { kind: 'manual' }, document: null };
  } catch (error) {
    if (error instanceof CordboardError || error instanceof SamlError) {
      const { expected, received, hint } = error;
      throw new CordboardError('trust.certificate', { expected, received, hint, cause: error });
    }
    throw error;
  }
};

/**
 * @throws CordboardError `trust.html`, `trust.not_xml`, `trust.service_provider`, `trust.no_identity_provider`,
 * `trust.certificate`, a code of `fetch.`; SamlError with a code of `metadata.`, among them `metadata.expired`.
 */
export const loadDescription = async (
  input: IdentityProviderInput,
  options: LoadDescriptionOptions,
): Promise<LoadedDescription | EntityChoice> => {
  if ('manual' in input) {
    return readManual(input.manual, options);
  }
  if ('text' in input) {
    const sha256 = createHash('sha256').update(input.text).digest('hex');
    return readDocument(input.text, { kind: 'file', sha256 }, options);
  }
  const { body } = await options.fetch(input.url, { accept: ACCEPT, maxBytes: MAX_METADATA_BYTES });
  return readDocument(body, { kind: 'url', url: input.url, fetchedAt: options.now }, options);
};

/**
 * The description, where one has to be told.
 *
 * @throws SamlError `metadata.entity_choice`
 */
export const chosenDescription = (loaded: LoadedDescription | EntityChoice): LoadedDescription => {
  if ('choices' in loaded) {
    throw new SamlError('metadata.entity_choice', { expected: 'one of them', received: loaded.choices.join(', ') });
  }
  return loaded;
};
