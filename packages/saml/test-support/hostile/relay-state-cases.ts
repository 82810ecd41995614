/**
 * RelayState as received, as created, and as a form sends it back. The kernel gives it no meaning: it is kept to the character, or
 * refused for its size or its control characters. Whoever redirects by it judges it.
 */

import { postForm } from '../../src/bindings/post-binding.ts';
import { assertRelayState, readRelayState } from '../../src/bindings/relay-state.ts';
import { SamlError, type SamlErrorCode } from '../../src/errors.ts';
import type { HostileCase, Judge } from './hostile-case.ts';
import { octetsOf } from './judge-case.ts';

const textOf = (message: string | Uint8Array): string => Buffer.from(octetsOf(message)).toString('utf8');

/** Runs something with the text, which comes out or is refused. */
const judgeWith =
  (use: (text: string) => string | undefined): Judge =>
  ({ message }) => {
    try {
      const text = use(textOf(message));
      return Promise.resolve({ accepted: true, nameId: text, identity: text, shown: text ?? '' });
    } catch (error) {
      if (!(error instanceof SamlError)) {
        throw error;
      }
      const { code, expected, received } = error;
      return Promise.resolve({ accepted: false, code, shown: JSON.stringify({ expected, received }) });
    }
  };

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** What the field of the form holds for a browser; `undefined` when the text broke out of it. */
const throughForm = (relayState: string): string | undefined => {
  const page = postForm({
    destination: 'https://peer.example/acs',
    parameter: 'SAMLResponse',
    message: '<a/>',
    relayState,
    nonce: 'bm9uY2U',
  });
  const markup = page.match(/<[a-z!/][^>]*>/g) ?? [];
  const plain = postForm({
    destination: 'https://peer.example/acs',
    parameter: 'SAMLResponse',
    message: '<a/>',
    relayState: 'x',
    nonce: 'bm9uY2U',
  }).match(/<[a-z!/][^>]*>/g);
  const value = /name="RelayState" value="([^"]*)"/.exec(page)?.[1];
  return markup.length === plain?.length
    ? value?.replace(/&(?:#(\d+)|([a-z]+));/g, (_, code: string | undefined, name: string) =>
        code === undefined ? (ENTITIES[name] ?? '') : String.fromCharCode(Number(code)),
      )
    : undefined;
};

interface RelayStateCase {
  readonly id: string;
  readonly description: string;
  readonly code: SamlErrorCode | 'accepted';
  readonly use: (text: string) => string | undefined;
  readonly hostile: string;
  readonly twin?: string;
}

const KIBIBYTE = 1024;

const CASES: readonly RelayStateCase[] = [
  ...Object.entries({
    'protocol-relative': '//evil.example',
    backslash: '\\\\evil.example',
    script: 'javascript:alert(1)',
    'line-end': 'a\r\nLocation: https://evil.example',
  }).map(
    ([what, hostile]): RelayStateCase => ({
      id: `relay-state-received-${what}`,
      description: `what was received is kept to the character: ${what.replace('-', ' ')}`,
      code: 'accepted',
      use: readRelayState,
      hostile,
    }),
  ),
  {
    id: 'relay-state-received-too-long',
    description: 'what was received is one byte longer than 8 KiB',
    code: 'message.relay_state',
    use: readRelayState,
    hostile: 'a'.repeat(8 * KIBIBYTE + 1),
    twin: 'a'.repeat(8 * KIBIBYTE),
  },
  {
    id: 'relay-state-created-too-long',
    description: 'what is created is one byte longer than 80',
    code: 'message.relay_state',
    use: assertRelayState,
    hostile: `${'a'.repeat(79)}ä`,
    twin: `${'a'.repeat(78)}ä`,
  },
  {
    id: 'relay-state-created-line-end',
    description: 'what is created holds a line end',
    code: 'message.relay_state',
    use: assertRelayState,
    hostile: 'a\r\nb',
    twin: 'a b',
  },
  {
    id: 'relay-state-created-empty',
    description: 'what is created is empty',
    code: 'message.relay_state',
    use: assertRelayState,
    hostile: '',
    twin: 'a',
  },
  ...Object.entries({
    quote: '"><script>alert(1)</script>',
    apostrophe: "' onfocus='alert(1)",
    entity: '&quot;&#62;&amp;',
    'line-end': 'a\r\nb',
  }).map(
    ([what, hostile]): RelayStateCase => ({
      id: `relay-state-form-${what}`,
      description: `what stands in a form comes out of it as it was: ${what.replace('-', ' ')}`,
      code: 'accepted',
      use: throughForm,
      hostile,
    }),
  ),
];

export const relayStateCases = (): readonly HostileCase[] =>
  CASES.map(
    ({ use, hostile, twin = 'd2f1c0', ...rest }): HostileCase => ({
      ...rest,
      ...(rest.code === 'accepted' && { nameId: hostile }),
      attackClass: 'RelayState',
      judge: judgeWith(use),
      twin: { message: twin },
      hostile: { message: hostile },
    }),
  );
