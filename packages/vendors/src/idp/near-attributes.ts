/**
 * What came near an attribute that was expected and not sent. The result is for the administrator to read and to decide on;
 * nothing is matched by it.
 */
import type { ProfileField } from '../values.ts';
import { attributeNamesFor, usualFieldOf } from './attribute-vocabulary.ts';

export interface ReceivedAttribute {
  readonly name: string;
  readonly values: readonly string[];
}

export interface NearAttribute {
  readonly name: string;
  /**
   * `letter-case`: the same letters in another case, or with blanks around them.
   * `usual-name`: some vendor's usual name for the same field.
   * `email-value`: another name, and its value looks like an e-mail address.
   */
  readonly reason: 'letter-case' | 'usual-name' | 'email-value';
}

export interface NearAttributesOptions {
  /** The attribute name of the connection. */
  readonly expected: string;
  /** What it is for; by default what its name usually stands for. */
  readonly field?: ProfileField;
  readonly received: readonly ReceivedAttribute[];
}

const LOOKS_LIKE_EMAIL = /^[^\s@]{1,64}@[^\s@]{1,190}$/;
const RANK: readonly NearAttribute['reason'][] = ['letter-case', 'usual-name', 'email-value'];
const plain = (name: string): string => name.trim().toLowerCase();

/**
 * Nearest first; empty when the expected attribute was received, or nothing came near.
 *
 * @example
 * nearAttributes({ expected: 'email', received: [{ name: 'Email', values: ['amina@acme.example'] }] });
 * // [{ name: 'Email', reason: 'letter-case' }]
 */
export const nearAttributes = ({ expected, field, received }: NearAttributesOptions): readonly NearAttribute[] => {
  if (received.some(({ name }) => name === expected)) {
    return [];
  }
  const wanted = field ?? usualFieldOf(expected);
  const usual = new Set(wanted === null ? [] : attributeNamesFor(wanted).map(plain));
  const reasonFor = ({ name, values }: ReceivedAttribute): NearAttribute['reason'] | null => {
    if (plain(name) === plain(expected)) {
      return 'letter-case';
    }
    if (usual.has(plain(name))) {
      return 'usual-name';
    }
    return wanted === 'email' && values.some((value) => LOOKS_LIKE_EMAIL.test(value)) ? 'email-value' : null;
  };
  return received
    .flatMap((attribute) => {
      const reason = reasonFor(attribute);
      return reason === null ? [] : [{ name: attribute.name, reason }];
    })
    .toSorted((a, b) => RANK.indexOf(a.reason) - RANK.indexOf(b.reason));
};
