/** Genuine messages of one identity provider that are presented as those of another, or under a name that only looks the same. */
import { loadVerificationKey } from '../../src/dsig/verification-key.ts';
import type { SamlErrorCode } from '../../src/errors.ts';
import { issuerXml, nameIdXml, SAMPLE } from '../sample-response.ts';
import {
  type Forge,
  type HostileCase,
  type HostileMessage,
  SIGNING_PLACES,
  type SigningPlace,
} from './hostile-case.ts';

/** Another tenant's identity provider; its key is that of the attacker, who may be its administrator. */
const OTHER = 'https://idp.other.example/saml/metadata';

const casesAt = (forge: Forge, place: Exclude<SigningPlace, 'none'>): readonly HostileCase[] => {
  const otherKey = { privateKeyPem: forge.attacker.privateKeyPem };
  const issuers = (issuer: string) => ({ responseIssuer: issuerXml(issuer), assertionIssuer: issuerXml(issuer) });
  const one = (
    id: string,
    description: string,
    code: SamlErrorCode,
    message: string,
    options: HostileMessage['options'] = {},
  ): HostileCase => ({
    id: `tenant-${id}-${place}`,
    attackClass: 'issuers and tenants',
    description: `${place} signed: ${description}`,
    code,
    twin: { message: forge.message({}, { place }), options },
    hostile: { message, options },
  });
  return [
    one(
      'other',
      'a genuine message of another tenant',
      'response.issuer',
      forge.message({ ...issuers(OTHER), nameId: nameIdXml(SAMPLE.attacker) }, { place, signature: otherKey }),
    ),
    one(
      'other-key',
      'the key of another tenant under the name of this one',
      'signature.invalid',
      forge.message({ nameId: nameIdXml(SAMPLE.attacker) }, { place, signature: otherKey }),
    ),
    one(
      'silent-response',
      'the Response names nobody, the assertion another tenant, whose entity has the same key',
      'assertion.issuer',
      forge.message({ responseIssuer: '', assertionIssuer: issuerXml(OTHER) }, { place }),
    ),
    one(
      'trailing-slash',
      'the name has a trailing slash more',
      'response.issuer',
      forge.message(issuers(`${SAMPLE.idpEntityId}/`), { place }),
    ),
    one(
      'letter-case',
      'the host of the name is in capitals',
      'response.issuer',
      forge.message(issuers(SAMPLE.idpEntityId.replace('idp.acme.example', 'IDP.ACME.EXAMPLE')), { place }),
    ),
    one(
      'retired-key',
      'the key was taken out of the connection: another one is trusted now',
      'signature.invalid',
      forge.message({ nameId: nameIdXml(SAMPLE.attacker) }, { place, signature: otherKey }),
      {
        verificationKeys: [loadVerificationKey(forge.idp.certificatePem), loadVerificationKey(forge.sp.certificatePem)],
      },
    ),
  ];
};

export const tenantCases = (forge: Forge): readonly HostileCase[] =>
  SIGNING_PLACES.flatMap((place) => casesAt(forge, place));
