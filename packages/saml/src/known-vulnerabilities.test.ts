/**
 * For each published hole in another SAML implementation, the cases of the corpus that have its shape. None of them may ever be
 * more than a refusal, or the identity that was signed. Holes in what is around the kernel, such as accounts that are linked
 * too easily, are the affair of the server's tests.
 */
import { describe, expect, it } from 'vitest';
import { hostileCases } from '../test-support/hostile/all-cases.ts';
import type { AttackClass } from '../test-support/hostile/attack-classes.ts';
import { judgeCase } from '../test-support/hostile/judge-case.ts';

const { forge, cases } = await hostileCases();

interface KnownVulnerability {
  readonly names: readonly string[];
  readonly what: string;
  readonly attackClass: AttackClass;
  /** The ids of the cases. */
  readonly shape: RegExp;
}

const FIRST = 'wrapping 1-2: the genuine element inside its own signature or before it';
const SECOND = 'wrapping 3-6: an evil sibling or parent of the genuine element';
const THIRD = 'wrapping 7-9: hidden in Extensions, Object or Advice; IDs that are there twice';

const KNOWN: readonly KnownVulnerability[] = [
  {
    names: ['CVE-2025-47949', 'CVE-2025-54369', 'CVE-2025-54419'],
    what: 'an evil Response around the one that was signed',
    attackClass: FIRST,
    shape: /^wrapping-[12]-(?:response|assertion|both)/,
  },
  {
    names: ['CVE-2016-5697', 'CVE-2020-5390', 'CVE-2024-45409', 'CVE-2026-25922', 'CVE-2026-47201'],
    what: 'an evil assertion beside or around the one that was signed',
    attackClass: SECOND,
    shape: /^wrapping-[3456]-(?:response|assertion|both)/,
  },
  {
    names: ['CVE-2022-41912'],
    what: 'several assertions, or IDs that are there twice',
    attackClass: THIRD,
    shape: /^(?:wrapping-[789]-(?:response|assertion|both)|decoy-id|response-and-assertion-same-id)/,
  },
  {
    names: ['CVE-2022-39299', 'CVE-2022-39300', 'CVE-2022-39353'],
    what: 'a document with several roots',
    attackClass: 'several roots',
    shape: /^(?:two-roots|two-responses|evil-response-first|assertion-(?:after|before)-response)$/,
  },
  {
    names: ['CVE-2017-11427', 'CVE-2017-11428', 'CVE-2017-11429', 'CVE-2017-11430', 'CVE-2018-0489', 'CVE-2018-7340'],
    what: 'a comment that cuts the text of a name',
    attackClass: 'comments that split text',
    shape: /^comment-(?:in|later|after)-/,
  },
  {
    names: ['xml-crypto 6.0.0 and its users'],
    what: 'a processing instruction that is text for the signature and nothing for the reader',
    attackClass: 'processing instructions that hide text',
    shape: /^instruction-/,
  },
  {
    names: ['CVE-2025-29775'],
    what: 'comments in the DigestValue',
    attackClass: 'digest values with something beside them',
    shape: /^digest-(?:comment|element|twice)/,
  },
  {
    names: ['CVE-2025-29774', 'CVE-2026-33487'],
    what: 'several SignedInfos or References',
    attackClass: 'several SignedInfos and References',
    shape: /^(?:signed-info-|no-reference|two-references)/,
  },
  {
    names: ['CVE-2025-25291', 'CVE-2025-25292', 'CVE-2025-66567', 'CVE-2025-23369'],
    what: 'two parsers that see different elements',
    attackClass: 'parsers that disagree',
    shape:
      /^(?:doctype-default-id|attribute-twice|wrong-namespace|assertion-in-other-namespace|cdata-in-attribute|comment-with-two-hyphens)$/,
  },
  {
    names: ['CVE-2025-66475', 'CVE-2025-66568'],
    what: 'a canonicalization that fails, and a signature over nothing',
    attackClass: 'canonical forms of nothing',
    shape: /^(?:namespace-relative|digest-of-nothing|signature-over-nothing|canonicalization-)/,
  },
  {
    names: ['CVE-2020-29509', 'CVE-2020-29510', 'CVE-2020-29511', 'CVE-2020-26290', 'CVE-2020-27846'],
    what: 'names and directives that change when they are written again',
    attackClass: 'round trips through a serializer',
    shape: /^(?:colon-|prefix-|end-tag-|directive-)/,
  },
  {
    names: ['GHSA-c27r-x354-4m68'],
    what: 'an HMAC keyed with the public key',
    attackClass: 'HMAC with a public key',
    shape: /^hmac-/,
  },
  {
    names: ['CVE-2024-32962', 'CVE-2021-21239'],
    what: 'the key that comes along in KeyInfo is believed',
    attackClass: 'keys that the message brings along',
    shape: /^key-info-/,
  },
  {
    names: ['CVE-2026-49289'],
    what: 'transforms that run for long',
    attackClass: 'transforms and references elsewhere',
    shape: /^transforms?-/,
  },
  {
    names: ['CVE-2026-2092'],
    what: 'an encrypted assertion that nobody signed, beside one that is signed',
    attackClass: 'encrypted injection',
    shape: /^encrypted-(?:unsigned|before|after|twice|in-extensions|wraps)/,
  },
  {
    names: ['CVE-2016-10149', 'CVE-2024-52596'],
    what: 'external entities',
    attackClass: 'external entities and bombs',
    shape: /^doctype-/,
  },
  {
    names: ['CVE-2023-28119', 'CVE-2023-26483', 'CVE-2025-25293'],
    what: 'a few octets that inflate to very many',
    attackClass: 'size, depth and work',
    shape: /^redirect-bomb/,
  },
  {
    names: ['CVE-2025-54572', 'CVE-2026-41673'],
    what: 'messages that are too large, too deep or too wide',
    attackClass: 'size, depth and work',
    shape: /^(?:too-|one-too-deep)/,
  },
  {
    names: ['CVE-2026-41577'],
    what: 'an audience, recipient or destination that is not ours',
    attackClass: 'status, time, audience, recipient, destination',
    shape: /^(?:audience|recipient|destination|conditions)-/,
  },
  {
    names: ['CVE-2026-18967'],
    what: 'an answer to another request, or to none',
    attackClass: 'replay and InResponseTo',
    shape: /^(?:in-response-to|confirmation-in-response-to|unsolicited)-/,
  },
  {
    names: ['CVE-2023-45683'],
    what: 'script in what an identity provider writes into its form',
    attackClass: 'RelayState',
    shape: /^relay-state-form-/,
  },
  {
    names: ['CVE-2023-45683'],
    what: 'a script as the address that an answer goes to',
    attackClass: 'the side of the identity provider',
    shape: /^request-acs-script$/,
  },
  {
    names: ['CVE-2026-49283'],
    what: 'an identity provider that speaks for another one',
    attackClass: 'issuers and tenants',
    shape: /^tenant-/,
  },
  {
    names: ['CVE-2026-16443'],
    what: 'metadata that switches the verification off',
    attackClass: 'metadata',
    shape: /^metadata-(?:unsigned|no-key|encryption-key-only|other-key)$/,
  },
  {
    names: ['CVE-2025-27773'],
    what: 'a query of which one parameter is verified and another is read',
    attackClass: 'redirect binding',
    shape: /^redirect-(?:second|first|request-and-response|message-replaced|signature)/,
  },
  {
    names: ['GHSA-63ch-w8pw-4mf2'],
    what: 'a signed assertion inside of a LogoutRequest that nobody signed',
    attackClass: 'forged logout',
    shape: /^logout-(?:assertion|signature-of-assertion)/,
  },
  {
    names: ['GHSA-34r5-q4jw-r36m', 'CVE-2026-3055'],
    what: 'markup in what an identity provider is told to assert, and truncated requests',
    attackClass: 'the side of the identity provider',
    shape: /^(?:issued-|request-truncated)/,
  },
];

describe.each(KNOWN)('$names: $what', ({ attackClass, shape }) => {
  const matching = cases.filter((one) => one.attackClass === attackClass && shape.test(one.id));

  it('has cases in the corpus', () => {
    expect(matching.length).toBeGreaterThan(0);
  });

  it.each(matching)('is answered right: $id', async (one) => {
    const { accepted } = await judgeCase(forge, one);
    expect(accepted).toBe(one.code === 'accepted');
  });
});
