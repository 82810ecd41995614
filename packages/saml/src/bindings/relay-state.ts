/**
 * RelayState: the opaque text that travels beside a SAML message in both bindings. What we create is
 * held to the specification; what we receive only to a size that cannot hurt.
 */
import { SamlError } from '../errors.ts';

/** SAML bindings §3.4.3 and §3.5.3: the value must not exceed 80 bytes. */
export const MAX_CREATED_RELAY_STATE_BYTES = 80;

/** Known receivers are sent more than 80 bytes, for instance a whole deep link for Amazon Connect. */
export const MAX_RECEIVED_RELAY_STATE_BYTES: number = 8 * 1024;

const holdsControlCharacter = (value: string): boolean => {
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if (code < 0x20 || code === 0x7f) {
      return true;
    }
  }
  return false;
};

/**
 * Returns a RelayState of our own making if it may be sent: 1 to 80 bytes of UTF-8, no control characters.
 *
 * @throws SamlError `message.relay_state`.
 */
export function assertRelayState(value: string): string {
  const bytes = Buffer.byteLength(value, 'utf8');
  if (bytes === 0 || bytes > MAX_CREATED_RELAY_STATE_BYTES || holdsControlCharacter(value)) {
    throw new SamlError('message.relay_state', {
      expected: `1 to ${MAX_CREATED_RELAY_STATE_BYTES} bytes without control characters`,
      received: `${bytes} bytes`,
    });
  }
  return value;
}

/**
 * Returns a received RelayState unchanged, for it may have to be sent back as it came; absent and empty are the
 * same. It is unverified text whatever its length: whoever shows it or redirects by it has to judge it.
 *
 * @throws SamlError `message.relay_state` past {@link MAX_RECEIVED_RELAY_STATE_BYTES}.
 */
export function readRelayState(value: string | undefined): string | undefined {
  if (value === undefined || value === '') {
    return undefined;
  }
  const bytes = Buffer.byteLength(value, 'utf8');
  if (bytes > MAX_RECEIVED_RELAY_STATE_BYTES) {
    throw new SamlError('message.relay_state', {
      expected: `at most ${MAX_RECEIVED_RELAY_STATE_BYTES} bytes`,
      received: `${bytes} bytes`,
    });
  }
  return value;
}
