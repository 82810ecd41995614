/**
 * First look at an e-mail address, before the hub is asked: catches the slip of the finger and
 * nothing else, because only the company knows which addresses exist.
 */

/** RFC 5321 §4.5.3.1.3 less the two angle brackets. */
const longest = 254;

/** What is wrong with the typed address, or the address without the white space around it. */
export type EmailCheck =
  | { readonly ok: true; readonly email: string }
  | { readonly ok: false; readonly problem: 'missing' | 'malformed' };

/** Checks what a person typed into the e-mail field. */
export function checkEmail(typed: string): EmailCheck {
  const email = typed.trim();
  if (email === '') return { ok: false, problem: 'missing' };
  const at = email.lastIndexOf('@');
  const wellFormed = at > 0 && at < email.length - 1 && !/\s/.test(email) && email.length <= longest;
  return wellFormed ? { ok: true, email } : { ok: false, problem: 'malformed' };
}
