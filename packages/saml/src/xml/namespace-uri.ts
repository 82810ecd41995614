/**
 * Whether a namespace name is an absolute URI (RFC 3986 §3, §4.3).
 *
 * Canonicalization is not defined for relative namespace URIs (Canonical XML 1.0 §1.3), and a
 * canonicalizer that fails half-way has been a hole in other products. So the parser refuses them,
 * together with everything that is not a URI at all.
 */

const UNRESERVED_AND_SUB_DELIMITERS = new Set(
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=",
);
const HEX_DIGITS = /^[0-9A-Fa-f]{2}$/;
const SCHEME = /^[A-Za-z][A-Za-z0-9+\-.]*$/;
const IP_LITERAL = /^\[[0-9A-Fa-f:.]+\]$|^\[[vV][0-9A-Fa-f]+\.[A-Za-z0-9\-._~!$&'()*+,;=:]+\]$/;
/** RFC 3986 would let the digits be absent, but other canonicalizers fail then. */
const PORT = /^[0-9]+$/;

/** Whether every character of a component is a pchar or one of `extra`. */
function hasOnly(component: string, extra: string): boolean {
  for (let index = 0; index < component.length; index += 1) {
    const character = component.charAt(index);
    if (character === '%') {
      if (!HEX_DIGITS.test(component.slice(index + 1, index + 3))) return false;
      index += 2;
    } else if (!UNRESERVED_AND_SUB_DELIMITERS.has(character) && !extra.includes(character)) {
      return false;
    }
  }
  return true;
}

/** RFC 3986 §3.2: `[ userinfo "@" ] host [ ":" port ]`. */
function isAuthority(authority: string): boolean {
  const at = authority.indexOf('@');
  if (at >= 0 && !hasOnly(authority.slice(0, at), ':')) return false;
  const hostAndPort = authority.slice(at + 1);
  const bracket = hostAndPort.lastIndexOf(']');
  const colon = hostAndPort.indexOf(':', bracket + 1);
  const host = colon < 0 ? hostAndPort : hostAndPort.slice(0, colon);
  if (colon >= 0 && !PORT.test(hostAndPort.slice(colon + 1))) return false;
  return host.startsWith('[') ? IP_LITERAL.test(host) : hasOnly(host, '');
}

function splitAt(text: string, delimiter: string): readonly [string, string] {
  const index = text.indexOf(delimiter);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}

/** Whether a namespace name is an absolute URI with an optional fragment, in RFC 3986 characters only. */
export function isAbsoluteUri(uri: string): boolean {
  const colon = uri.indexOf(':');
  if (colon < 0 || !SCHEME.test(uri.slice(0, colon))) return false;
  const [beforeFragment, fragment] = splitAt(uri.slice(colon + 1), '#');
  const [hierarchy, query] = splitAt(beforeFragment, '?');
  if (!hasOnly(fragment, ':@/?') || !hasOnly(query, ':@/?')) return false;
  if (!hierarchy.startsWith('//')) return hasOnly(hierarchy, ':@/');
  const [authority, path] = splitAt(hierarchy.slice(2), '/');
  return isAuthority(authority) && hasOnly(path, ':@/');
}
