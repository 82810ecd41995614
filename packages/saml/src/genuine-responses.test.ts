import { describe, expect, it } from 'vitest';
import { IDP_SHAPES } from '../test-support/idp-shapes/all-shapes.ts';
import { type GenuineResponse, type ShapeWorld, shapeWorld } from '../test-support/idp-shapes/shape.ts';
import { testKeyPair } from '../test-support/keys.ts';
import type { VerifyResponseOptions } from './checks/verify-response-options.ts';
import { loadVerificationKey } from './dsig/verification-key.ts';
import { type ResponseVerdict, verifyResponse } from './verify-response.ts';
import { loadDecryptionKey } from './xenc/decryption-key.ts';

const optionsFor = (world: ShapeWorld, genuine: GenuineResponse): VerifyResponseOptions => ({
  idpEntityId: genuine.idpEntityId,
  verificationKeys: [loadVerificationKey(world.signing.certificatePem)],
  decryptionKeys: [loadDecryptionKey({ privateKeyPem: world.encryption.privateKeyPem, name: 'current' })],
  acsUrls: [world.acsUrl],
  audiences: [world.spEntityId],
  inResponseTo: world.requestId ?? { unsolicited: true },
  now: world.now,
  ...genuine.options,
});

const verify = (world: ShapeWorld, genuine: GenuineResponse): Promise<ResponseVerdict> =>
  verifyResponse({ samlResponse: Buffer.from(genuine.xml).toString('base64') }, optionsFor(world, genuine));

const failedChecks = (verdict: ResponseVerdict): readonly unknown[] =>
  verdict.checks.filter(({ status }) => status === 'failed');

describe.each(Object.entries(IDP_SHAPES))('genuine Responses of %s', (_, shape) => {
  it.each([
    ['an answer to a request', '_4f3e2d1c0b9a'],
    ['an answer to no request', undefined],
  ])('are accepted with their identity: %s', async (_kind, requestId) => {
    const world = await shapeWorld(requestId);
    const genuineResponses = shape(world);
    expect(genuineResponses.length).toBeGreaterThan(0);
    for (const genuine of genuineResponses) {
      const verdict = await verify(world, genuine);
      expect(failedChecks(verdict), genuine.name).toEqual([]);
      if (!verdict.accepted) {
        throw new Error(`${genuine.name} was refused: ${verdict.code}`);
      }
      const { assertion } = verdict;
      expect(assertion.nameId?.value).toBe(genuine.expected.nameId);
      expect(assertion.nameId?.format).toBe(genuine.expected.format);
      expect(assertion.inResponseTo).toBe(requestId);
      for (const [name, values] of Object.entries(genuine.expected.attributes)) {
        const attribute = assertion.attributes.find((it) => it.name === name);
        expect(
          attribute?.values.map(({ text }) => text),
          `${genuine.name}: ${name}`,
        ).toEqual(values);
      }
    }
  });

  it('are refused once a character of the identity is changed', async () => {
    const world = await shapeWorld('_4f3e2d1c0b9a');
    for (const genuine of shape(world)) {
      const changed = genuine.xml.replace(genuine.expected.nameId ?? '', 'mallory@evil.example');
      const verdict = await verify(world, { ...genuine, xml: changed });
      expect(verdict.accepted, genuine.name).toBe(changed === genuine.xml);
    }
  });

  it('are refused with the key of somebody else', async () => {
    const world = await shapeWorld('_4f3e2d1c0b9a');
    const other = await testKeyPair('somebody-else');
    for (const genuine of shape(world)) {
      const verdict = await verifyResponse(
        { xml: Buffer.from(genuine.xml) },
        { ...optionsFor(world, genuine), verificationKeys: [loadVerificationKey(other.certificatePem)] },
      );
      if (verdict.accepted) {
        throw new Error(`${genuine.name} was accepted`);
      }
      // Where AES-CBC stands in an unsigned Response, the reason is for the log alone.
      const reason = verdict.failedInsideCbc ? verdict.failure.cause : verdict.failure;
      expect(reason, genuine.name).toMatchObject({ code: 'signature.invalid' });
    }
  });
});
