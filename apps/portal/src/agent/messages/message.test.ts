import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { catalogues, createMessages, type MessageKey } from './message.ts';

const keys = Object.keys(en) as MessageKey[];

/** The names in braces, sorted, each as often as it occurs. */
function names(text: string): readonly string[] {
  return Array.from(text.matchAll(/\{(\w+)\}/g), (match) => match[1] ?? '').sort();
}

function forms(entry: string | object): readonly string[] {
  return typeof entry === 'string' ? [entry] : Object.values(entry);
}

describe('createMessages', () => {
  it('puts the values where the names stand', () => {
    const { message } = createMessages('en');
    expect(message('signIn.toContinue', { app: 'Agent Desktop' })).toBe('to continue to Agent Desktop');
    expect(message('realm.place', { company: 'Acme', environment: 'Staging' })).toBe('Acme, Staging');
  });

  it('names the one method that the address of answers takes', () => {
    expect(createMessages('en').message('error.not-by-hand.text')).toContain(
      'only what an identity provider posts (HTTP-POST)',
    );
  });

  it('leaves braces and dollar signs inside a value as they are', () => {
    const { message } = createMessages('en');
    expect(message('signIn.toContinue', { app: '{app} $& $1' })).toBe('to continue to {app} $& $1');
  });

  it('chooses the plural form by the number and writes the number in the locale', () => {
    const { message } = createMessages('en');
    expect(message('launchpad.results', { count: 0 })).toBe('0 applications found');
    expect(message('launchpad.results', { count: 1 })).toBe('1 application found');
    expect(message('launchpad.results', { count: 1234 })).toBe('1,234 applications found');
  });

  it('cuts a text into parts for elements inside it', () => {
    const { parts } = createMessages('en');
    expect(parts('signIn.toContinue', { app: 7 })).toEqual([{ text: 'to continue to ' }, { name: 'app', value: 7 }]);
    expect(parts('launchpad.session', { connection: 'a', time: 'b' })).toEqual([
      { text: 'Signed in with ' },
      { name: 'connection', value: 'a' },
      { text: ' until ' },
      { name: 'time', value: 'b' },
      { text: '.' },
    ]);
  });

  it('speaks English for a language that it does not know, and for nonsense', () => {
    expect(createMessages('xx').language).toBe('en');
    expect(createMessages('').language).toBe('en');
    expect(createMessages('constructor').language).toBe('en');
    expect(createMessages('en_GB!').locale).toBe('en');
  });

  it('takes the region from the page, else from the first preference in the same language', () => {
    expect(createMessages('en-IE', ['en-GB']).locale).toBe('en-IE');
    expect(createMessages('en', ['de-DE', 'en', 'en-GB', 'en-US']).locale).toBe('en-GB');
    expect(createMessages('en', ['de-DE', 'not a tag']).locale).toBe('en');
    expect(createMessages('EN-gb').language).toBe('en');
  });
});

describe('the catalogues', () => {
  it('has English', () => {
    expect(Object.keys(catalogues)).toContain('en');
  });

  it.each(Object.entries(catalogues))('%s has the texts of English with the same names, each once', (_, catalogue) => {
    expect(Object.keys(catalogue).sort()).toEqual([...keys].sort());
    for (const key of keys) {
      const wanted = names(forms(en[key])[0] ?? '');
      for (const form of forms(catalogue[key])) expect([key, names(form)]).toEqual([key, wanted]);
      expect([key, new Set(wanted).size]).toEqual([key, wanted.length]);
    }
  });

  it.each(Object.entries(catalogues))('%s says nothing that only an administrator understands', (_, catalogue) => {
    const jargon = /\b(saml|oidc|oauth|assertion|issuer|audience|idp|sso|token|metadata|certificate|redirect|acs)\b/i;
    for (const key of keys) for (const form of forms(catalogue[key])) expect(form).not.toMatch(jargon);
  });
});
