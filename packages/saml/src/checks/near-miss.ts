/**
 * Names the small difference between an identifier that was received and one that is registered.
 * Nothing is accepted for being near: this only saves the administrator the search.
 */

const DEFAULT_PORTS: ReadonlyMap<string, string> = new Map([
  ['http:', '80'],
  ['https:', '443'],
]);

interface UrlParts {
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
  readonly rest: string;
}

/** Splits a URL without normalizing anything: what is compared is what was written. */
const splitUrl = (value: string): UrlParts | undefined => {
  const match = /^([a-z][a-z0-9+.-]{0,30}:)\/\/([^/?#:]{1,255})(?::(\d{1,5}))?(.*)$/is.exec(value);
  return match === null
    ? undefined
    : { scheme: match[1] ?? '', host: match[2] ?? '', port: match[3] ?? '', rest: match[4] ?? '' };
};

const withoutTrailingSlash = (value: string): string => (value.endsWith('/') ? value.slice(0, -1) : value);

const portOf = ({ scheme, port }: UrlParts): string => port || (DEFAULT_PORTS.get(scheme.toLowerCase()) ?? '');

/** Each kind of near miss with the comparison that it survives; the first that fits is named. */
const describeUrlDifference = (expected: UrlParts, received: UrlParts): string | undefined => {
  const sameHost = expected.host === received.host;
  const sameHostButCase = expected.host.toLowerCase() === received.host.toLowerCase();
  const sameRest = expected.rest === received.rest;
  const samePort = portOf(expected) === portOf(received);
  const sameScheme = expected.scheme === received.scheme;
  if (!sameHostButCase) {
    return undefined;
  }
  if (sameScheme && samePort && sameRest) {
    return sameHost ? 'differs only in the default port' : 'differs only in the case of the host name';
  }
  if (sameRest && sameHost && !sameScheme) {
    return 'differs only in http or https';
  }
  if (
    sameScheme &&
    sameHost &&
    samePort &&
    withoutTrailingSlash(expected.rest) === withoutTrailingSlash(received.rest)
  ) {
    return 'differs only in a trailing slash';
  }
  return undefined;
};

const describeDifference = (expected: string, received: string): string | undefined => {
  const expectedUrl = splitUrl(expected);
  const receivedUrl = splitUrl(received);
  const urlDifference =
    expectedUrl === undefined || receivedUrl === undefined
      ? undefined
      : describeUrlDifference(expectedUrl, receivedUrl);
  if (urlDifference !== undefined) {
    return urlDifference;
  }
  if (withoutTrailingSlash(expected) === withoutTrailingSlash(received)) {
    return 'differs only in a trailing slash';
  }
  if (expected.toLowerCase() === received.toLowerCase()) {
    return 'differs only in letter case';
  }
  return expected.trim() === received.trim() ? 'differs only in surrounding white space' : undefined;
};

/**
 * Compares a received identifier with the accepted ones.
 *
 * @returns A phrase that completes "the received value …", or `undefined` when nothing is near.
 */
export const nearMiss = (accepted: readonly string[], received: string): string | undefined => {
  for (const expected of accepted) {
    const difference = expected === received ? undefined : describeDifference(expected, received);
    if (difference !== undefined) {
      return difference;
    }
  }
  return undefined;
};
