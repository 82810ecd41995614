/** Signature wrapping of the messages whose signature covers all of them, each beside a twin that is accepted. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { afterIssuer, beforeEnd, replaceFirst, takeSignature } from '../test-support/hostile/hostile-case.ts';
import { type TestKeyPair, testKeyPair } from '../test-support/keys.ts';
import { signElement } from '../test-support/sign-template.ts';
import { loadVerificationKey } from './dsig/verification-key.ts';
import { buildAuthnRequest } from './messages/build-authn-request.ts';
import { buildLogoutRequest } from './messages/build-logout.ts';
import { judgeAuthnRequest } from './verify-authn-request.ts';
import { verifyLogoutRequest } from './verify-logout.ts';

const NOW = new Date('2026-03-02T09:00:00.000Z');
const ISSUER = 'https://peer.example/metadata';
const HERE = 'https://us.example/endpoint';
const ACS = 'https://peer.example/acs';

interface Judged {
  readonly code: string;
  readonly shown: string;
}

interface Message {
  readonly id: string;
  readonly xml: string;
}

interface Kind {
  readonly name: string;
  readonly make: (who: string) => Message;
  readonly judge: (xml: string, pair: TestKeyPair) => Promise<Judged>;
}

const KINDS: readonly Kind[] = [
  {
    name: 'LogoutRequest',
    make: (who) =>
      buildLogoutRequest({ issuer: ISSUER, destination: HERE, nameId: { value: who }, now: NOW, random: randomBytes }),
    judge: async (xml, pair) => {
      const verdict = await verifyLogoutRequest(
        { xml: Buffer.from(xml) },
        {
          peerEntityId: ISSUER,
          verificationKeys: [loadVerificationKey(pair.certificatePem)],
          sloUrls: [HERE],
          allowUnsigned: true,
          now: NOW,
        },
      );
      return verdict.accepted
        ? { code: 'accepted', shown: verdict.message.nameId.value }
        : { code: verdict.code, shown: JSON.stringify(verdict.checks) };
    },
  },
  {
    name: 'AuthnRequest',
    make: (who) =>
      buildAuthnRequest({
        issuer: ISSUER,
        destination: HERE,
        acsUrl: ACS,
        providerName: who,
        now: NOW,
        random: randomBytes,
      }),
    judge: (xml, pair) => {
      const verdict = judgeAuthnRequest(
        { xml: Buffer.from(xml) },
        {
          serviceProvider: {
            entityId: ISSUER,
            acs: [{ url: ACS }],
            verificationKeys: [loadVerificationKey(pair.certificatePem)],
          },
          ssoUrls: [HERE],
          requireSigned: false,
          now: NOW,
        },
      );
      return Promise.resolve(
        verdict.accepted
          ? { code: 'accepted', shown: verdict.request.providerName ?? '' }
          : { code: verdict.code, shown: JSON.stringify(verdict.checks) },
      );
    },
  },
];

/** What a shape is made from. */
interface Pieces {
  readonly signed: string;
  readonly bare: string;
  readonly signature: string;
  readonly genuineId: string;
  /** The evil message, with an ID of its own or that of the genuine one. */
  readonly evil: (id?: string) => string;
}

const extensions = (piece: string): string => `<samlp:Extensions>${piece}</samlp:Extensions>`;

const object = (signature: string, piece: string): string =>
  replaceFirst(signature, '</ds:Signature>', `<ds:Object>${piece}</ds:Object></ds:Signature>`);

interface Shape {
  readonly description: string;
  readonly code: string;
  readonly make: (pieces: Pieces) => string;
}

const SHAPES: readonly Shape[] = [
  {
    description: 'the genuine message lies in ds:Object of the signature on the evil one',
    code: 'signature.structure',
    make: ({ evil, signature, bare }) => afterIssuer(evil(), object(signature, bare)),
  },
  {
    description: 'the genuine message stands before its signature in the evil one',
    code: 'xml.structure',
    make: ({ evil, signature, bare }) => afterIssuer(evil(), `${bare}${signature}`),
  },
  {
    description: 'the signed genuine message is the last child of the evil one',
    code: 'xml.structure',
    make: ({ evil, signed }) => beforeEnd(evil(), signed),
  },
  {
    description: 'the signed genuine message lies in Extensions of the evil one',
    code: 'signature.misplaced',
    make: ({ evil, signed }) => afterIssuer(evil(), extensions(signed)),
  },
  {
    description: 'the signature stands in the evil message, the genuine one in Extensions',
    code: 'signature.reference',
    make: ({ evil, signature, bare }) => afterIssuer(evil(), `${signature}${extensions(bare)}`),
  },
  {
    description: 'the evil message has the ID of the genuine one in Extensions',
    code: 'xml.duplicate_id',
    make: ({ evil, signature, bare, genuineId }) => afterIssuer(evil(genuineId), `${signature}${extensions(bare)}`),
  },
  {
    description: 'the evil message has the ID of the genuine one in ds:Object',
    code: 'xml.duplicate_id',
    make: ({ evil, signature, bare, genuineId }) => afterIssuer(evil(genuineId), object(signature, bare)),
  },
  {
    description: 'the signature of the genuine message is put on the evil one, with its ID',
    code: 'signature.digest',
    make: ({ evil, signature, genuineId }) => afterIssuer(evil(genuineId), signature),
  },
  {
    description: 'the evil message carries two signatures',
    code: 'signature.structure',
    make: ({ evil, signature, genuineId }) => afterIssuer(evil(genuineId), `${signature}${signature}`),
  },
];

const PAIRS = await Promise.all([testKeyPair('corpus-idp'), testKeyPair('idp-ec', 'ec-p256')]);
const ECDSA = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256';

const CASES = KINDS.flatMap((kind) =>
  PAIRS.flatMap((pair) =>
    SHAPES.map((shape, index) => ({
      name: `${kind.name} ${pair.kind} shape ${index + 1}: ${shape.description}`,
      kind,
      pair,
      shape,
    })),
  ),
);

describe('a wrapped front-channel message', () => {
  it.each(CASES)('is refused beside its accepted twin: $name', async ({ kind, pair, shape }) => {
    const genuine = kind.make('amina');
    const style = pair.kind === 'ec-p256' ? { signatureMethod: ECDSA } : {};
    const signed = signElement(genuine.xml, { id: genuine.id, privateKeyPem: pair.privateKeyPem, style });
    expect(await kind.judge(signed, pair)).toEqual({ code: 'accepted', shown: 'amina' });

    const { signature, rest } = takeSignature(signed);
    const evilMessage = kind.make('mallory');
    const evil = (id = evilMessage.id): string => replaceFirst(evilMessage.xml, evilMessage.id, id);
    const wrapped = shape.make({ signed, bare: rest, signature, genuineId: genuine.id, evil });
    const refused = await kind.judge(wrapped, pair);
    expect(refused.code).toBe(shape.code);
    expect(refused.shown).not.toContain('mallory');
  });
});
