import { describe, expect, it } from 'vitest';
import { nearAttributes } from './near-attributes.ts';

const amina = ['amina@acme.example'];

describe('nearAttributes', () => {
  it('finds nothing to say when the attribute is there, even without a value', () => {
    const received = [
      { name: 'email', values: [] },
      { name: 'Email', values: amina },
    ];
    expect(nearAttributes({ expected: 'email', received })).toEqual([]);
  });

  it.each(['Email', 'EMAIL', ' email '])('names %j, which differs only in case or blanks', (name) => {
    expect(nearAttributes({ expected: 'email', received: [{ name, values: amina }] })).toEqual([
      { name, reason: 'letter-case' },
    ]);
  });

  it('names the usual name of another vendor', () => {
    const name = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress';
    expect(nearAttributes({ expected: 'email', received: [{ name, values: amina }] })).toEqual([
      { name, reason: 'usual-name' },
    ]);
  });

  it('names an unknown attribute that holds an e-mail address', () => {
    const received = [
      { name: 'contact', values: amina },
      { name: 'city', values: ['Berlin'] },
    ];
    expect(nearAttributes({ expected: 'email', received })).toEqual([{ name: 'contact', reason: 'email-value' }]);
  });

  it('puts the nearest first', () => {
    const received = [
      { name: 'contact', values: amina },
      { name: 'mail', values: amina },
      { name: 'eMail', values: amina },
    ];
    expect(nearAttributes({ expected: 'email', received }).map(({ reason }) => reason)).toEqual([
      'letter-case',
      'usual-name',
      'email-value',
    ]);
  });

  it('takes the field from the caller when the expected name says nothing', () => {
    const received = [{ name: 'mail', values: amina }];
    expect(nearAttributes({ expected: 'x-contact', received })).toEqual([]);
    expect(nearAttributes({ expected: 'x-contact', field: 'email', received })).toEqual([
      { name: 'mail', reason: 'usual-name' },
    ]);
  });

  it('does not take an e-mail address for a first name', () => {
    expect(nearAttributes({ expected: 'firstName', received: [{ name: 'contact', values: amina }] })).toEqual([]);
  });
});
