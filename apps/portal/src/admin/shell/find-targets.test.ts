import { describe, expect, it } from 'vitest';
import { asReference, matches } from './find-targets.ts';

describe('asReference', () => {
  it.each(['7F3K-92QD', '7f3k-92qd', '7F3K92QD', ' 7f3k 92qd '])('reads %j', (typed) => {
    expect(asReference(typed)).toBe('7F3K-92QD');
  });

  it.each(['', '7F3K', '7F3K-92QDX', 'AUDITLOG', 'users', '7F3K_92QD'])('takes %j for something else', (typed) => {
    expect(asReference(typed)).toBeNull();
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
