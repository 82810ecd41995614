import { describe, expect, it } from 'vitest';
import { asReference, isSurelyReference, matches } from './find-targets.ts';

describe('asReference', () => {
  it.each(['7F3K-92QD', '7f3k-92qd', '7F3K92QD', ' 7f3k 92qd '])('reads %j', (typed) => {
    expect(asReference(typed)).toBe('7F3K-92QD');
  });

  it.each(['KRXD-BNDH', 'krxdbndh'])('reads %j, which has no digit', (typed) => {
    expect(asReference(typed)).toBe('KRXD-BNDH');
  });

  it('reads letters that look like digits as digits, as no reference has them', () => {
    expect(asReference('O1IL-0000')).toBe('0111-0000');
  });

  it.each(['', '7F3K', '7F3K-92QDX', 'AUDITLOG', 'users', '7F3K_92QD', '7F3K-92QU'])(
    'takes %j for something else',
    (typed) => {
      expect(asReference(typed)).toBeNull();
    },
  );
});

describe('isSurelyReference', () => {
  it.each(['7f3k 92qd', 'KRXD-BNDH', ' krxd-bndh '])('is true of %j', (typed) => {
    expect(isSurelyReference(typed)).toBe(true);
  });

  it.each(['attempts', 'margaret', 'krxdbndh'])('is false of %j, which may be a word', (typed) => {
    expect(isSurelyReference(typed)).toBe(false);
  });
});

describe('matches', () => {
  it.each([
    ['Sign-in attempts', 'att'],
    ['Sign-in attempts', 'sign att'],
    ['Audit log', 'LOG'],
    ['Audit log', ''],
  ])('finds %j by %j', (title, typed) => {
    expect(matches(title, typed)).toBe(true);
  });

  it.each([
    ['Audit log', 'udit'],
    ['Audit log', 'audit users'],
  ])('does not find %j by %j', (title, typed) => {
    expect(matches(title, typed)).toBe(false);
  });
});
