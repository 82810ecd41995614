/** What the doctor answers about one case. */
import type { AttributeValue, CheckRecord, NameId, VerifiedAssertion } from '@cordboard/saml';

/** One line of the answer. What is not signed is in no field of it. */
export interface DoctorAnswer {
  /** Null when the line has none. */
  readonly id: string | null;
  readonly verdict: 'accept' | 'reject';
  /** The code of the first failed check; null when the case is accepted. */
  readonly code: string | null;
  readonly nameId: string | null;
  /** By name; the values in document order. Empty unless the case is accepted. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  readonly checks: readonly DoctorCheck[];
  /** How long the judgement took, files included. */
  readonly ms: number;
}

/** A check of the kernel, or of the case itself. */
export type DoctorCheck = Omit<CheckRecord, 'code'> & { readonly code?: string };

/** Further facts for a person, which lines of a batch leave out. */
export interface DoctorFacts {
  readonly [label: string]: string;
}

/** What a judgement found, before it is an answer. */
export interface Finding {
  readonly checks: readonly DoctorCheck[];
  readonly nameId?: string | undefined;
  readonly attributes?: DoctorAnswer['attributes'];
  readonly facts?: DoctorFacts;
}

const valueText = ({ text }: AttributeValue): string => text;

/** Attributes of one name in several formats are put together. */
export const attributesOf = ({ attributes }: VerifiedAssertion): DoctorAnswer['attributes'] => {
  const byName = new Map<string, string[]>();
  for (const { name, values } of attributes) {
    byName.set(name, [...(byName.get(name) ?? []), ...values.map(valueText)]);
  }
  return Object.fromEntries(byName);
};

/** What identifies a NameID besides its value. */
export const nameIdFacts = (nameId: NameId | undefined): DoctorFacts => ({
  ...(nameId?.format !== undefined && { 'NameID format': nameId.format }),
  ...(nameId?.nameQualifier !== undefined && { 'name qualifier': nameId.nameQualifier }),
  ...(nameId?.spNameQualifier !== undefined && { 'SP name qualifier': nameId.spNameQualifier }),
});

/** The answer to a case: rejected when any check failed. */
export const answerOf = (id: string | null, finding: Finding, ms: number): DoctorAnswer => {
  const failed = finding.checks.find(({ status }) => status === 'failed');
  return {
    id,
    verdict: failed === undefined ? 'accept' : 'reject',
    code: failed === undefined ? null : (failed.code ?? 'message.internal'),
    nameId: failed === undefined ? (finding.nameId ?? null) : null,
    attributes: failed === undefined ? (finding.attributes ?? {}) : {},
    checks: finding.checks,
    ms: Math.round(ms * 1000) / 1000,
  };
};
