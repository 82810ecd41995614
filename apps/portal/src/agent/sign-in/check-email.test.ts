import { describe, expect, it } from 'vitest';
import { checkEmail } from './check-email.ts';

describe('checkEmail', () => {
  it.each(['priya@acme.example', 'a@b', 'jörg@bücher.example', '"a@b"@c.example'])('accepts %s', (email) => {
    expect(checkEmail(email)).toEqual({ ok: true, email });
  });

  it('drops white space around the address, as pasting brings it', () => {
    expect(checkEmail(' \tpriya@acme.example\n')).toEqual({ ok: true, email: 'priya@acme.example' });
  });

  it.each(['', '   '])('says that "%s" is missing', (typed) => {
    expect(checkEmail(typed)).toEqual({ ok: false, problem: 'missing' });
  });

  it.each(['priya', '@acme.example', 'priya@', 'pri ya@acme.example'])('refuses %s', (typed) => {
    expect(checkEmail(typed)).toEqual({ ok: false, problem: 'malformed' });
  });

  it('accepts 254 characters and refuses 255', () => {
    expect(checkEmail(`${'a'.repeat(252)}@b`).ok).toBe(true);
    expect(checkEmail(`${'a'.repeat(253)}@b`)).toEqual({ ok: false, problem: 'malformed' });
  });
});
