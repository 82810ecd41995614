import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { addressesFrom, hostName } from './tenant-fields.ts';

describe('hostName', () => {
  it.each(['cc.acme.example', 'a.b', 'UCCX-Pub.acme.example', `${'a'.repeat(63)}.example`])('takes %s', (text) => {
    expect(hostName.parse(text)).toBe(text.toLowerCase());
  });

  it.each([
    '',
    'localhost',
    'https://cc.acme.example',
    'cc.acme.example/path',
    'cc.acme.example:8553',
    ' cc.acme.example',
    'cc.acme.example.',
    '-cc.acme.example',
    'cc-.acme.example',
    'cc..example',
    'user@acme.example',
    '192.0.2.10',
    '[2001:db8::1]',
    'münchen.example',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(127)}example`,
    'cc.acme.example\nevil.example',
  ])('refuses %j and says what is expected', (text) => {
    const issues = hostName.safeParse(text).error?.issues ?? [];
    expect(issues.map(({ message }) => message)).toEqual([
      'Enter the full host name, such as cc.acme.example: without https://, path, port or blanks, and no IP address.',
    ]);
  });

  it('refuses what is no text', () => {
    expect(hostName.safeParse(undefined).error?.issues[0]?.message).toBe('Enter a host name.');
  });
});

describe('addressesFrom', () => {
  const addresses = addressesFrom(z.strictObject({ host: hostName }), ({ host }) => ({ entityId: `https://${host}/` }));

  it('fills in what a platform does not have', () => {
    expect(addresses({ host: 'cc.acme.example' })).toEqual({
      ok: true,
      addresses: {
        acs: [],
        acceptedAcsUrls: [],
        entityId: 'https://cc.acme.example/',
        metadataUrl: null,
        sloUrl: null,
        userCertificateIssuer: null,
        relayState: null,
        applications: [],
      },
    });
  });

  it.each([
    [undefined, [{ field: '', message: 'Enter the fields of the platform.' }]],
    [{}, [{ field: 'host', message: 'Enter a host name.' }]],
    [{ host: 'cc.acme.example', port: 1 }, [{ field: '', message: 'This platform has no field port.' }]],
  ])('names what is wrong with %j', (input, problems) => {
    expect(addresses(input)).toEqual({ ok: false, problems });
  });
});
