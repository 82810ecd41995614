import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HostileMessage, makeForge } from '../test-support/hostile/hostile-case.ts';
import { SAMPLE } from '../test-support/sample-response.ts';
import { type ResponseVerdict, verifyResponse } from './verify-response.ts';

const forge = await makeForge();

const octets = (message: string | Uint8Array): Uint8Array =>
  typeof message === 'string' ? Buffer.from(message, 'utf8') : message;

const judge = ({ message, options }: HostileMessage): Promise<ResponseVerdict> =>
  verifyResponse({ xml: octets(message) }, { ...forge.options, ...options });

/** The identity of a verdict, or `undefined` for a refusal. */
const identity = (verdict: ResponseVerdict): unknown =>
  verdict.accepted
    ? { nameId: verdict.assertion.nameId, attributes: verdict.assertion.attributes, id: verdict.assertion.id }
    : undefined;

describe('a signed message that is changed anywhere', () => {
  const messages = (['response', 'assertion', 'both'] as const).map((place) => forge.message({}, { place }));
  const snippets = fc.constantFrom(
    '<',
    '>',
    '"',
    '&',
    '<!---->',
    '<![CDATA[x]]>',
    ' ',
    '\n',
    '\r',
    '&#13;',
    'x',
    '</a>',
    '<a/>',
    '\u0000',
    'é',
    SAMPLE.attacker,
  );

  it('is refused or gives the same identity: octets replaced, inserted or removed', async () => {
    const edit = fc.record({
      message: fc.constantFrom(...messages),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      remove: fc.nat({ max: 12 }),
      insert: fc.oneof(snippets, fc.constant('')),
    });
    await fc.assert(
      fc.asyncProperty(edit, async ({ message, at, remove, insert }) => {
        const genuine = identity(await judge({ message }));
        const start = Math.floor(at * message.length);
        const changed = `${message.slice(0, start)}${insert}${message.slice(start + remove)}`;
        const verdict = await judge({ message: changed });
        if (!verdict.accepted) {
          expect(verdict.code).not.toBe('message.internal');
          return;
        }
        expect(identity(verdict)).toEqual(genuine);
      }),
      { numRuns: 1500 },
    );
  });

  it('is refused or gives the same identity: a piece moved to another place', async () => {
    const move = fc.record({
      message: fc.constantFrom(...messages),
      element: fc.nat(),
      target: fc.nat(),
      copy: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(move, async ({ message, element, target, copy }) => {
        const genuine = identity(await judge({ message }));
        const starts = [...message.matchAll(/<(?:saml|samlp|ds):[A-Za-z]+/g)];
        const start = starts[element % starts.length];
        const name = start?.[0].slice(1) ?? '';
        const from = start?.index ?? 0;
        const to = message.indexOf(`</${name}>`, from) + name.length + 3;
        const piece = message.slice(from, to);
        const rest = copy ? message : `${message.slice(0, from)}${message.slice(to)}`;
        const places = [...rest.matchAll(/</g)].map(({ index }) => index);
        const place = places[target % places.length] ?? 0;
        const verdict = await judge({ message: `${rest.slice(0, place)}${piece}${rest.slice(place)}` });
        if (!verdict.accepted) {
          expect(verdict.code).not.toBe('message.internal');
          return;
        }
        expect(identity(verdict)).toEqual(genuine);
      }),
      { numRuns: 1500 },
    );
  });
});
