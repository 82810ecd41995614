/**
 * What a new password has to be: long, and not made of what anybody would guess first. There are no
 * puzzles of composition (NIST SP 800-63B-4 §3.1.1.2).
 */
import { CordboardError } from '../errors.ts';
import { commonParts } from './common-passwords.ts';

/** Characters, as people count them. */
export const MIN_PASSWORD = 12;
export const MAX_PASSWORD = 256;

/** What has to be left of a password without words that are easy to guess. */
const MIN_REMAINDER = 6;
const MIN_DISTINCT = 5;
/** Shorter parts of a name also occur within other words. */
const MIN_OWN_PART = 3;

/** Whose password it will be. */
export interface PasswordOwner {
  readonly login: string;
  readonly name: string;
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/** The name, the login, and their parts. */
const ownParts = ({ login, name }: PasswordOwner): readonly string[] =>
  [login, name]
    .map(fold)
    .flatMap((text) => [text, text.replaceAll(/\s/g, ''), ...text.split(/[^\p{L}\p{N}]+/u)])
    .filter((part) => part.length >= MIN_OWN_PART);

/** Whether a text is one shorter text again and again, such as `abcabcabcabc`, the last time perhaps cut off. */
const repeatsItself = (text: string): boolean => {
  const half = Math.floor(text.length / 2);
  for (let size = 1; size <= half; size += 1) {
    const unit = text.slice(0, size);
    if (unit.repeat(Math.ceil(text.length / size)).startsWith(text)) return true;
  }
  return false;
};

const remainderOf = (password: string, parts: readonly string[]): string =>
  [...parts]
    .sort((a, b) => b.length - a.length)
    .reduce((rest, part) => rest.replaceAll(part, ' '), password)
    .replaceAll(' ', '');

const refuse = (received: string): never => {
  throw new CordboardError('password.guessable', {
    expected: 'a password that nobody would guess',
    received,
    hint: 'Four or five words that do not belong together make a good one; a password manager makes a better one.',
  });
};

/**
 * Checks a new password.
 *
 * @throws `password.length` when it has fewer than 12 or more than 256 characters
 * @throws `password.guessable` when it is little more than the owner's name or common words, or repeats itself
 */
export const checkPassword = (password: string, owner: PasswordOwner): void => {
  const { length } = [...password.normalize('NFC')];
  if (length < MIN_PASSWORD || length > MAX_PASSWORD) {
    throw new CordboardError('password.length', {
      expected: `${MIN_PASSWORD} to ${MAX_PASSWORD} characters`,
      received: `${length}`,
    });
  }
  const folded = fold(password);
  if (new Set(folded).size < MIN_DISTINCT || repeatsItself(folded)) refuse('few different characters, or repetitions');
  if (remainderOf(folded, ownParts(owner)).length < MIN_REMAINDER) refuse('little more than the name or the login');
  if (remainderOf(folded, [...ownParts(owner), ...commonParts]).length < MIN_REMAINDER) {
    refuse('little more than common words');
  }
};
