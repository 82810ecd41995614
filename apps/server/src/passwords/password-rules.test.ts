import { describe, expect, it } from 'vitest';
import { checkPassword } from './password-rules.ts';

const OWNER = { login: 'olga.owner@acme.example', name: 'Olga Owner' };

const codeOf = (password: string, owner = OWNER): string => {
  try {
    checkPassword(password, owner);
    return 'accepted';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
};

describe('checkPassword', () => {
  it.each([
    ['correct horse battery staple'],
    ['vX7 qLm2zTr9'],
    ['eine Tasse Tee um halb vier'],
    ['мой дом у реки'],
    ['welcome to the jungle gym'],
    ['olga wrote this herself'],
    ['my qwerty board broke'],
  ])('takes %s', (password) => expect(codeOf(password)).toBe('accepted'));

  it('takes 12 characters and 256, and neither 11 nor 257', () => {
    const long = Array.from({ length: 257 }, (_value, index) => String.fromCodePoint(0x4e00 + index)).join('');
    expect(codeOf('k3vTz9qLm2xW')).toBe('accepted');
    expect(codeOf('k3vTz9qLm2x')).toBe('password.length');
    expect(codeOf(long.slice(0, 256))).toBe('accepted');
    expect(codeOf(long)).toBe('password.length');
  });

  it('counts characters, not their octets or halves', () => {
    expect(codeOf('😀😁😂🤣😃😄😅😆😉😊😋')).toBe('password.length');
    expect(codeOf('😀😁😂🤣😃😄😅😆😉😊😋😎')).toBe('accepted');
    expect(codeOf(`${'e\u0301'.repeat(6)}abcde`)).toBe('password.length');
  });

  it.each([
    ['olga.owner@acme.example'],
    ['OLGA.OWNER@ACME.EXAMPLE!'],
    ['Olga Owner 2026'],
    ['OlgaOwner1234'],
    ['owner-olga-acme'],
  ])('refuses what is little more than the own name or login: %s', (password) =>
    expect(codeOf(password)).toBe('password.guessable'),
  );

  it.each([
    ['password1234'],
    ['Password2026!'],
    ['P@ssw0rd12345'],
    ['qwertyuiop123'],
    ['administrator'],
    ['Welcome123456'],
    ['letmeinletmein'],
    ['abcdefghijklm'],
    ['1q2w3e4r5t6y'.slice(0, 8).repeat(2)],
    ['ContactCentre1!'],
  ])('refuses common words with a little decoration: %s', (password) =>
    expect(codeOf(password)).toBe('password.guessable'),
  );

  it.each([['aaaaaaaaaaaaaa'], ['abababababab'], ['xyzkw7xyzkw7'], ['hj4z!hj4z!hj4'], ['wxwxvwxwvxwv']])(
    'refuses repetitions: %s',
    (password) => expect(codeOf(password)).toBe('password.guessable'),
  );

  it('lets other people have the same words', () => {
    expect(codeOf('Olga Owner kjw', { login: 'p@x.example', name: 'P' })).toBe('accepted');
    expect(codeOf('Olga Owner kjw')).toBe('password.guessable');
  });
});
