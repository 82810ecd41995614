/**
 * An id_token_hint is an issued token, so an interaction keeps only its subject, as `sub:<subject>`.
 * No JWT begins like that: its first character is that of a base64url-coded `{`.
 */

const MARK = 'sub:';

/** The hint as it is stored. `hint` was verified by the library, or is stored form already. */
export const storedHint = (hint: string): string => {
  if (hint.startsWith(MARK)) {
    return hint;
  }
  const payload: unknown = JSON.parse(Buffer.from(hint.split('.')[1] ?? '', 'base64url').toString('utf8'));
  const subject = typeof payload === 'object' && payload !== null && 'sub' in payload ? payload.sub : undefined;
  return `${MARK}${typeof subject === 'string' ? subject : ''}`;
};

/** The subject of a stored hint; null for anything else. */
export const hintedSubject = (hint: unknown): string | null =>
  typeof hint === 'string' && hint.startsWith(MARK) ? hint.slice(MARK.length) : null;
