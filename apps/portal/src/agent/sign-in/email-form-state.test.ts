import { describe, expect, it } from 'vitest';
import { type EmailFormState, emailFormReducer, initialEmailForm, isAboutTyping } from './email-form-state.ts';

const checking: EmailFormState = { phase: 'checking' };
const leaving: EmailFormState = { phase: 'leaving' };
const found = { type: 'answered', discovery: { kind: 'found', href: 'https://a.example/' } } as const;

describe('emailFormReducer', () => {
  it('goes from asking to leaving when a sign-in was found', () => {
    expect(emailFormReducer(emailFormReducer(initialEmailForm, { type: 'asked' }), found)).toEqual(leaving);
  });

  it.each(['unknown', 'malformed', 'busy', 'stale', 'offline'] as const)('shows the problem "%s"', (kind) => {
    const next = emailFormReducer(checking, { type: 'answered', discovery: { kind } });
    expect(next).toEqual({ phase: 'editing', problem: kind });
  });

  it('ignores an answer that nobody waits for any more', () => {
    expect(emailFormReducer(initialEmailForm, found)).toBe(initialEmailForm);
  });

  it('shows what is wrong with the typed address without asking', () => {
    const next = emailFormReducer(initialEmailForm, { type: 'refused', problem: 'missing' });
    expect(next).toEqual({ phase: 'editing', problem: 'missing' });
  });

  it('drops a text about the address on typing and keeps the others', () => {
    const unknown: EmailFormState = { phase: 'editing', problem: 'unknown' };
    const busy: EmailFormState = { phase: 'editing', problem: 'busy' };
    expect(emailFormReducer(unknown, { type: 'typed' })).toEqual(initialEmailForm);
    expect(emailFormReducer(busy, { type: 'typed' })).toBe(busy);
    expect(emailFormReducer(checking, { type: 'typed' })).toBe(checking);
  });

  it('can be used again when the browser shows the page after Back', () => {
    expect(emailFormReducer(leaving, { type: 'restored' })).toEqual(initialEmailForm);
  });
});

describe('isAboutTyping', () => {
  it('tells a wrong address from a failure of the network', () => {
    expect(isAboutTyping('unknown')).toBe(true);
    expect(isAboutTyping('offline')).toBe(false);
    expect(isAboutTyping(null)).toBe(false);
  });
});
