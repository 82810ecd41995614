import { describe, expect, it } from 'vitest';
import { createUserDirectory } from './user-directory.ts';

const amina = { login: 'amina', password: 'p', firstName: 'Amina', lastName: 'Haddad', email: 'amina@acme.example' };

describe('the people of the sandbox', () => {
  it('are found by their login, whatever its case', () => {
    expect(createUserDirectory([amina]).find(' AMINA ')).toBe(amina);
  });

  it('are let in with their own password only', () => {
    const directory = createUserDirectory([amina, { ...amina, login: 'luca', password: 'q' }]);
    expect(directory.authenticate('amina', 'p')).toBe(amina);
    for (const [login, password] of [
      ['amina', 'q'],
      ['amina', ''],
      ['amina', 'P'],
      ['nobody', 'p'],
      ['nobody', ''],
      ['', ''],
    ] as const) {
      expect(directory.authenticate(login, password)).toBeUndefined();
    }
  });
});
