/** The two errors about passwords. Neither says anything of the password that was given. */
import { KeystoreError } from './errors.ts';
import { isTooLong } from './pbe/password-forms.ts';
import { shownName } from './shown.ts';

const described = (password: string): string => {
  if (isTooLong(password)) {
    return 'a password longer than any that is tried';
  }
  return password === '' ? 'no password' : 'another password';
};

export const wrongKeystorePassword = (password: string): KeystoreError =>
  new KeystoreError('keystore.wrong_keystore_password', {
    expected: 'the password of the keystore',
    received: described(password),
    hint: 'Watch letter case and the layout of the keyboard. If the password is certainly right, the file was changed on its way.',
  });

export const wrongKeyPassword = (alias: string, password: string | undefined): KeystoreError =>
  new KeystoreError('keystore.wrong_key_password', {
    expected: `the password of the key ${shownName(alias)}`,
    received: password === undefined ? 'the keystore password, because no key password was given' : described(password),
    hint:
      password === undefined
        ? 'This key has a password of its own: give it as the key password.'
        : 'If the key has no password of its own, leave the key password empty.',
  });
