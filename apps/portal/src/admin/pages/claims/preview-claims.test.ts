import { describe, expect, it } from 'vitest';
import { type Mapping, previewClaims, type ReceivedClaims, recognises } from './preview-claims.ts';

const mapping: Mapping = {
  emailAttribute: 'email',
  nameIdIsEmail: false,
  linkAttribute: undefined,
  emailDomains: ['acme.example'],
  allowAnyEmailDomain: false,
  displayName: 'displayName',
  firstName: undefined,
  lastName: '',
};
const claims: ReceivedClaims = {
  nameId: 'amina@acme.example',
  attributes: [
    { name: 'email', values: ['amina@ACME.example'] },
    { name: 'displayname', values: ['Amina'] },
    { name: 'employeeNumber', values: ['7', '8'] },
  ],
};
const field = (name: string, changed: Partial<Mapping> = {}, received: Partial<ReceivedClaims> = {}) =>
  previewClaims({ ...mapping, ...changed }, { ...claims, ...received }).find((each) => each.field === name);

describe('previewClaims', () => {
  it('shows what arrived under the exact name', () => {
    expect(field('email')).toMatchObject({ attribute: 'email', values: ['amina@ACME.example'], near: [] });
  });

  it('names what came near, with the reason', () => {
    expect(field('displayName')).toMatchObject({ values: [], near: [{ name: 'displayname', reason: 'letter-case' }] });
    expect(field('email', { emailAttribute: 'mail' })).toMatchObject({
      values: [],
      near: [{ name: 'email', reason: 'usual-name' }],
    });
  });

  it('takes the NameID where that is the address, and an attribute before it', () => {
    expect(field('email', { emailAttribute: '', nameIdIsEmail: true })).toMatchObject({
      source: 'name-id',
      values: ['amina@acme.example'],
    });
    expect(field('email', { nameIdIsEmail: true })).toMatchObject({ source: 'attribute' });
    expect(field('email', { emailAttribute: undefined, nameIdIsEmail: true }, { nameId: null })).toMatchObject({
      values: [],
      isDomainKnown: null,
    });
  });

  it('says whether the domain is matched, letter case aside', () => {
    expect(field('email')?.isDomainKnown).toBe(true);
    expect(field('email', { emailDomains: ['other.example'] })?.isDomainKnown).toBe(false);
    expect(field('email', { emailDomains: [], allowAnyEmailDomain: true })?.isDomainKnown).toBe(true);
    expect(field('email', { emailAttribute: 'gone' })?.isDomainKnown).toBeNull();
  });

  it('leaves out the link where none is set, and says what is not mapped', () => {
    expect(field('link')).toBeUndefined();
    expect(field('link', { linkAttribute: 'employeeNumber' })).toMatchObject({ values: ['7', '8'] });
    expect(field('firstName')).toMatchObject({ source: 'none', attribute: null });
    expect(field('lastName')).toMatchObject({ source: 'none' });
  });
});

describe('recognises', () => {
  const nothing = { ...mapping, emailAttribute: undefined };
  it.each([
    [{}, false],
    [{ emailAttribute: ' ' }, false],
    [{ emailAttribute: 'mail' }, true],
    [{ nameIdIsEmail: true }, true],
    [{ linkAttribute: 'id' }, true],
  ])('with %j is %s', (changed, expected) => {
    expect(recognises({ ...nothing, ...changed })).toBe(expected);
  });
});
