/** ds:CanonicalizationMethod and canonicalization transforms, by their URIs (xmldsig-core1 §6.5). */
import { SamlError, type SamlErrorCode } from '../errors.ts';
import type { C14nMethod } from '../xml/canonicalize.ts';
import { EXC_C14N } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { attributeValue, isNamed } from '../xml/xml-query.ts';
import { signatureChildren } from './signature-children.ts';

type PlainMethod = Pick<C14nMethod, 'kind' | 'comments'>;

const METHODS: ReadonlyMap<string, PlainMethod> = new Map<string, PlainMethod>([
  [EXC_C14N, { kind: 'exclusive', comments: false }],
  [`${EXC_C14N}WithComments`, { kind: 'exclusive', comments: true }],
  ['http://www.w3.org/TR/2001/REC-xml-c14n-20010315', { kind: 'inclusive', comments: false }],
  ['http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments', { kind: 'inclusive', comments: true }],
  ['http://www.w3.org/2006/12/xml-c14n11', { kind: 'inclusive11', comments: false }],
  ['http://www.w3.org/2006/12/xml-c14n11#WithComments', { kind: 'inclusive11', comments: true }],
]);

/** What applies where a reference names no canonicalization: inclusive 1.0 (xmldsig-core1 §4.4.3.2). */
export const IMPLIED_C14N: C14nMethod = { kind: 'inclusive', comments: false, inclusivePrefixes: [] };

/** The URI of a method. */
export function canonicalizationUri(method: C14nMethod): string {
  for (const [uri, { kind, comments }] of METHODS) {
    if (kind === method.kind && comments === method.comments) return uri;
  }
  throw new SamlError('signature.canonicalization_method', { received: method.kind });
}

/**
 * Reads ds:CanonicalizationMethod or a ds:Transform that canonicalizes, with its InclusiveNamespaces
 * (exc-c14n §4), which only an exclusive method may have.
 *
 * @throws SamlError `code` for any other method, `signature.structure` for other content.
 */
export function readCanonicalizationMethod(element: XmlElement, code: SamlErrorCode): C14nMethod {
  const uri = attributeValue(element, 'Algorithm');
  const method = METHODS.get(uri ?? '');
  if (method === undefined) {
    throw new SamlError(code, {
      expected: 'exclusive or inclusive canonicalization',
      received: uri ?? 'no Algorithm',
    });
  }
  return { ...method, inclusivePrefixes: readPrefixList(element, method) };
}

const NO_PREFIXES: readonly string[] = [];

function readPrefixList(element: XmlElement, method: PlainMethod): readonly string[] {
  if (element.children.length === 0) return NO_PREFIXES;
  const [inclusiveNamespaces, ...rest] = signatureChildren(element);
  if (inclusiveNamespaces === undefined) return NO_PREFIXES;
  const fits = method.kind === 'exclusive' && isNamed(inclusiveNamespaces, EXC_C14N, 'InclusiveNamespaces');
  if (!fits || rest.length > 0 || signatureChildren(inclusiveNamespaces).length > 0) {
    throw new SamlError('signature.structure', {
      expected: 'at most one InclusiveNamespaces, in an exclusive method only',
      received: [inclusiveNamespaces, ...rest].map(({ name }) => name).join(', '),
    });
  }
  const prefixList = attributeValue(inclusiveNamespaces, 'PrefixList') ?? '';
  return prefixList.split(/[ \t\r\n]+/).filter((prefix) => prefix !== '');
}
