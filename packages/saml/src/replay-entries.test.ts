import { describe, expect, it } from 'vitest';
import { makeForge } from '../test-support/hostile/hostile-case.ts';
import { at, nameIdXml, responseXml, SAMPLE, sampleParts } from '../test-support/sample-response.ts';
import { replayEntries } from './replay-entries.ts';
import { verifyResponse } from './verify-response.ts';

const MINUTE = 60_000;
const SKEW_MS = 120_000;

const forge = await makeForge();

const assertionOf = (id: string, name: string, endMs: number): string =>
  forge
    .assertion({ assertionId: id, nameId: nameIdXml(name) }, { place: 'none' })
    .replaceAll(/ InResponseTo="[^"]*"/g, '')
    .replaceAll(at(5 * MINUTE), at(endMs));

/** A signed Response that answers no request. */
const signed = (...assertions: readonly string[]): string =>
  forge.sign(
    responseXml(sampleParts(), assertions.join('')).replaceAll(/ InResponseTo="[^"]*"/g, ''),
    SAMPLE.responseId,
  );

/** A receiver that remembers what it is told, exactly as long as it is told. */
const createReceiver = (xml: string): ((afterMs: number) => Promise<string | undefined>) => {
  const used = new Map<string, number>();
  return async (afterMs) => {
    const now = new Date(SAMPLE.now.getTime() + afterMs);
    const verdict = await verifyResponse(
      { xml: Buffer.from(xml) },
      { ...forge.options, inResponseTo: { unsolicited: true }, now, clockSkewMs: SKEW_MS },
    );
    if (!verdict.accepted) {
      return verdict.code;
    }
    for (const { kind, id, until } of replayEntries(verdict.assertion, { clockSkewMs: SKEW_MS })) {
      if ((used.get(`${kind} ${id}`) ?? 0) > now.getTime()) {
        return 'replayed';
      }
      used.set(`${kind} ${id}`, until.getTime());
    }
    return verdict.assertion.nameId?.value;
  };
};

describe('replayEntries', () => {
  it('remembers one assertion for as long as it could pass again', async () => {
    const post = createReceiver(signed(assertionOf('_a', 'amina', 5 * MINUTE)));
    expect(await post(0)).toBe('amina');
    expect(await post(7 * MINUTE - 1)).toBe('replayed');
    expect(await post(7 * MINUTE)).toBe('assertion.expired');
  });

  it('remembers a Response with several for as long as any of them could pass', async () => {
    const post = createReceiver(signed(assertionOf('_a', 'amina', 5 * MINUTE), assertionOf('_b', 'otto', 50 * MINUTE)));
    expect(await post(0)).toBe('amina');
    expect(await post(8 * MINUTE)).toBe('replayed');
    expect(await post(52 * MINUTE - 1)).toBe('replayed');
    expect(await post(52 * MINUTE)).toBe('assertion.expired');
  });
});
