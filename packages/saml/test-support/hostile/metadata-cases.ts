/** Metadata that somebody else made or changed, that is over, that names unsafe places, or that cannot be read in one way only. */
import { loadVerificationKey } from '../../src/dsig/verification-key.ts';
import { SamlError, type SamlErrorCode } from '../../src/errors.ts';
import { readIdpMetadata } from '../../src/metadata/read-idp-metadata.ts';
import { idpMetadataXml, keyDescriptorXml, SINGLE_SIGN_ON_SERVICE } from '../idp-metadata-xml.ts';
import { at, SAMPLE } from '../sample-response.ts';
import { type Forge, type HostileCase, type Judge, replaceOnce, takeSignature } from './hostile-case.ts';
import { octetsOf } from './judge-case.ts';

const ENTITY = SAMPLE.idpEntityId;
const ID = '_metadata';

/** What the cases are made from. */
interface Tools {
  readonly forge: Forge;
  /** The genuine entity, unsigned. */
  readonly entity: (more?: Parameters<typeof idpMetadataXml>[0]) => string;
  /** An entity of the same name with the key of the attacker. */
  readonly evil: (id?: string) => string;
  readonly sign: (xml: string, id?: string, privateKeyPem?: string) => string;
}

interface MetadataCase {
  readonly id: string;
  readonly description: string;
  readonly code: SamlErrorCode;
  readonly hostile: (tools: Tools) => string;
  /** Default: the genuine entity, signed where a signature is pinned. */
  readonly twin?: (tools: Tools) => string;
}

const group = (attributes: string, ...entities: readonly string[]): string =>
  `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ID="_group"${attributes}>${entities.join('')}</md:EntitiesDescriptor>`;

const service = (location: string): string => SINGLE_SIGN_ON_SERVICE.replace('https://idp.example/sso', location);

const validUntil = (offsetMs: number): string => ` validUntil="${at(offsetMs)}"`;

const PINNED: readonly MetadataCase[] = [
  {
    id: 'metadata-unsigned',
    description: 'nobody signed it, and a key is pinned',
    code: 'signature.missing',
    hostile: ({ evil }) => evil(),
  },
  {
    id: 'metadata-other-key',
    description: 'signed with the key of somebody else',
    code: 'signature.invalid',
    hostile: ({ forge, evil, sign }) => sign(evil(), ID, forge.attacker.privateKeyPem),
  },
  {
    id: 'metadata-key-replaced',
    description: 'the signing certificate was replaced after signing',
    code: 'signature.digest',
    hostile: ({ forge, entity, sign }) =>
      replaceOnce(sign(entity()), forge.idp.certificateBase64, forge.attacker.certificateBase64),
  },
  {
    id: 'metadata-endpoint-replaced',
    description: 'the sign-on service was replaced after signing',
    code: 'signature.digest',
    hostile: ({ entity, sign }) => replaceOnce(sign(entity()), 'https://idp.example/sso', 'https://evil.example/sso'),
  },
  {
    id: 'metadata-sha1',
    description: 'signed with SHA-1',
    code: 'signature.algorithm',
    hostile: ({ forge, entity }) =>
      forge.sign(entity(), ID, {
        place: 'first',
        style: { signatureMethod: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' },
      }),
  },
  {
    id: 'metadata-signature-moved',
    description: 'the signature of the genuine entity on an evil one',
    code: 'signature.reference',
    hostile: ({ entity, evil, sign }) => {
      const { signature } = takeSignature(sign(entity()));
      return evil('_evil').replace(/(<md:EntityDescriptor [^>]*>)/, `$1${signature}`);
    },
  },
  {
    id: 'metadata-same-id',
    description: 'the signature of the genuine entity on an evil one with its ID',
    code: 'signature.digest',
    hostile: ({ entity, evil, sign }) =>
      evil().replace(/(<md:EntityDescriptor [^>]*>)/, `$1${takeSignature(sign(entity())).signature}`),
  },
  {
    id: 'metadata-genuine-inside',
    description: 'the signed genuine entity lies in Extensions of an evil one',
    code: 'signature.missing',
    hostile: ({ entity, evil, sign }) =>
      evil('_evil').replace(/(<md:EntityDescriptor [^>]*>)/, `$1<md:Extensions>${sign(entity())}</md:Extensions>`),
  },
  {
    id: 'metadata-two-entities',
    description: 'an evil entity of the same name before the signed one',
    code: 'metadata.entity_choice',
    hostile: ({ entity, evil, sign }) => group('', evil('_evil'), sign(entity())),
    twin: ({ entity, sign }) => group('', sign(entity())),
  },
  {
    id: 'metadata-duplicate-id',
    description: 'another entity of the group has the ID of the signed one',
    code: 'xml.duplicate_id',
    hostile: ({ entity, sign }) => group('', sign(entity()), entity({ entityId: 'https://other.example' })),
    twin: ({ entity, sign }) =>
      group('', sign(entity()), entity({ entityId: 'https://other.example', entity: 'ID="_other"' })),
  },
  {
    id: 'metadata-other-entity-signed',
    description: 'another entity of the group is signed, ours is not',
    code: 'signature.missing',
    hostile: ({ entity, evil, sign }) => group('', sign(entity({ entityId: 'https://other.example' })), evil('_evil')),
    twin: ({ entity, sign }) =>
      group('', sign(entity({ entityId: 'https://other.example', entity: 'ID="_o"' }), '_o'), sign(entity())),
  },
];

const UNPINNED: readonly MetadataCase[] = [
  {
    id: 'metadata-over',
    description: 'it was valid until now',
    code: 'metadata.expired',
    hostile: ({ entity }) => entity({ entity: `ID="${ID}"${validUntil(0)}` }),
    twin: ({ entity }) => entity({ entity: `ID="${ID}"${validUntil(1)}` }),
  },
  {
    id: 'metadata-group-over',
    description: 'the group around it was valid until now',
    code: 'metadata.expired',
    hostile: ({ entity }) => group(validUntil(0), entity()),
    twin: ({ entity }) => group(validUntil(1), entity()),
  },
  {
    id: 'metadata-other-entity',
    description: 'it describes an entity whose name only begins with ours',
    code: 'metadata.entity_not_found',
    hostile: ({ entity }) => entity({ entityId: `${ENTITY}/evil` }),
  },
  {
    id: 'metadata-script-endpoint',
    description: 'the sign-on service is a script',
    code: 'metadata.endpoint',
    hostile: ({ entity }) => entity({ services: service('javascript:alert(1)') }),
  },
  {
    id: 'metadata-data-endpoint',
    description: 'the sign-on service is a data URL',
    code: 'metadata.endpoint',
    hostile: ({ entity }) => entity({ services: service('data:text/html,x') }),
  },
  {
    id: 'metadata-no-key',
    description: 'no key is there, which must not mean that none is needed',
    code: 'metadata.certificate',
    hostile: ({ entity }) => entity({ keys: '' }),
  },
  {
    id: 'metadata-encryption-key-only',
    description: 'the only key is for encryption',
    code: 'metadata.certificate',
    hostile: ({ forge, entity }) => entity({ keys: keyDescriptorXml(forge.idp.certificateBase64, 'encryption') }),
    twin: ({ forge, entity }) => entity({ keys: keyDescriptorXml(forge.idp.certificateBase64) }),
  },
  {
    id: 'metadata-doctype',
    description: 'it begins with a DOCTYPE that names a file',
    code: 'xml.doctype',
    hostile: ({ entity }) => `<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>${entity()}`,
  },
  {
    id: 'metadata-two-roots',
    description: 'an evil entity follows the genuine one as a second root',
    code: 'xml.syntax',
    hostile: ({ entity, evil }) => `${entity()}${evil('_evil')}`,
  },
  {
    id: 'metadata-response',
    description: 'it is a signed Response',
    code: 'metadata.root',
    hostile: ({ forge }) => forge.message({}, { place: 'both' }),
  },
  {
    id: 'metadata-too-large',
    description: 'it is one octet larger than a mebibyte',
    code: 'message.too_large',
    hostile: ({ entity }) => entity().padEnd(1024 * 1024 + 1),
    twin: ({ entity }) => entity().padEnd(1024 * 1024),
  },
  {
    id: 'metadata-comment-in-key',
    description: 'a comment stands in the certificate',
    code: 'metadata.certificate',
    hostile: ({ forge, entity }) =>
      entity({ keys: keyDescriptorXml(forge.idp.certificateBase64.replace(/^.{8}/, '$&<!--x-->')) }),
  },
];

const judgeOf =
  (forge: Forge, isPinned: boolean): Judge =>
  ({ message }) => {
    try {
      const { entityId, signingCertificates, singleSignOnServices } = readIdpMetadata(octetsOf(message), {
        now: SAMPLE.now,
        entityId: ENTITY,
        ...(isPinned && { trustedKeys: [loadVerificationKey(forge.idp.certificatePem)] }),
      });
      const identity = { entityId, keys: signingCertificates.map(({ pem }) => pem), singleSignOnServices };
      return Promise.resolve({ accepted: true, identity, shown: JSON.stringify(identity) });
    } catch (error) {
      if (!(error instanceof SamlError)) {
        throw error;
      }
      const { code, expected, received, hint } = error;
      return Promise.resolve({ accepted: false, code, shown: JSON.stringify({ expected, received, hint }) });
    }
  };

export const metadataCases = (forge: Forge): readonly HostileCase[] => {
  const keys = keyDescriptorXml(forge.idp.certificateBase64);
  const tools: Tools = {
    forge,
    entity: (more = {}) => idpMetadataXml({ entityId: ENTITY, entity: `ID="${ID}"`, keys, ...more }),
    evil: (id = ID) =>
      idpMetadataXml({
        entityId: ENTITY,
        entity: `ID="${id}"`,
        keys: keyDescriptorXml(forge.attacker.certificateBase64),
      }),
    sign: (xml, id = ID, privateKeyPem = forge.idp.privateKeyPem) =>
      forge.sign(xml, id, { privateKeyPem, place: 'first' }),
  };
  const toCase =
    (isPinned: boolean) =>
    ({ hostile, twin, ...rest }: MetadataCase): HostileCase => ({
      ...rest,
      attackClass: 'metadata',
      judge: judgeOf(forge, isPinned),
      twin: { message: twin?.(tools) ?? (isPinned ? tools.sign(tools.entity()) : tools.entity()) },
      hostile: { message: hostile(tools) },
    });
  return [...PINNED.map(toCase(true)), ...UNPINNED.map(toCase(false))];
};
