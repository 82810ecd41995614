/** How the browser takes a message of ours to an identity provider: by the binding of the endpoint, signed. */
import type { ServiceProviderSettings } from '@cordboard/contract/tenant-settings';
import {
  encodeRedirect,
  RSA_SHA256,
  RSA_SHA384,
  RSA_SHA512,
  SHA256,
  SHA384,
  SHA512,
  type SigningKey,
  signXml,
} from '@cordboard/saml';

export type SamlParameter = 'SAMLRequest' | 'SAMLResponse';

/** How the browser is sent to the identity provider. */
export type Departure =
  | { readonly kind: 'redirect'; readonly url: string }
  | {
      readonly kind: 'post';
      readonly url: string;
      readonly parameter: SamlParameter;
      readonly message: string;
      readonly relayState: string | undefined;
    };

export interface Endpoint {
  readonly binding: 'redirect' | 'post';
  readonly url: string;
}

export interface MessageSigning {
  readonly key: SigningKey;
  readonly signatureMethod: string;
  readonly digestMethod: string;
}

/** One strength for both: an identity provider that insists on SHA-512 means the digest as well. */
const methods: Readonly<Record<ServiceProviderSettings['signatureAlgorithm'], Omit<MessageSigning, 'key'>>> = {
  'RSA-SHA256': { signatureMethod: RSA_SHA256, digestMethod: SHA256 },
  'RSA-SHA384': { signatureMethod: RSA_SHA384, digestMethod: SHA384 },
  'RSA-SHA512': { signatureMethod: RSA_SHA512, digestMethod: SHA512 },
};

export const messageSigning = (
  key: SigningKey,
  algorithm: ServiceProviderSettings['signatureAlgorithm'],
): MessageSigning => ({ key, ...methods[algorithm] });

export interface DepartingMessage {
  readonly parameter: SamlParameter;
  readonly id: string;
  readonly xml: string;
  readonly relayState?: string | undefined;
}

/** Signs the message as the binding wants it, and puts it where the browser takes it along. */
export const departWith = async (
  { binding, url }: Endpoint,
  { parameter, id, xml, relayState }: DepartingMessage,
  signing: MessageSigning | undefined,
): Promise<Departure> => {
  if (binding === 'redirect') {
    const target = await encodeRedirect({ destination: url, parameter, message: xml, relayState, signing });
    return { kind: 'redirect', url: target };
  }
  const message = signing === undefined ? xml : await signXml(xml, { elementId: id, ...signing });
  return { kind: 'post', url, parameter, message, relayState };
};
