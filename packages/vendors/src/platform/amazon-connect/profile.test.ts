import { describe, expect, it } from 'vitest';
import { amazonConnect } from './profile.ts';

const instance = { region: 'eu-central-1', instanceId: '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9' };

describe('addresses of Amazon Connect', () => {
  it('are the RelayState with the destination encoded', () => {
    expect(amazonConnect.addresses(instance)).toMatchObject({
      ok: true,
      addresses: {
        relayState:
          'https://eu-central-1.console.aws.amazon.com/connect/federate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9?destination=%2Fconnect%2Fccp-v2',
      },
    });
  });

  it('take the older destination, too', () => {
    const result = amazonConnect.addresses({ ...instance, destination: '/connect/ccp' });
    expect(result.ok ? result.addresses.relayState : '').toMatch(/\?destination=%2Fconnect%2Fccp$/);
  });

  it.each(['us-east-1', 'us-gov-west-1', 'ap-southeast-2'])('take the region %s', (region) => {
    expect(amazonConnect.addresses({ ...instance, region }).ok).toBe(true);
  });

  it.each([
    ['region', 'Europe', 'Enter the AWS region of the instance, such as eu-central-1.'],
    ['region', 'eu-central-1.evil.example', 'Enter the AWS region of the instance, such as eu-central-1.'],
    [
      'instanceId',
      'arn:aws:connect:eu-central-1:1:instance/x',
      'Enter the instance ID: the last part of the instance ARN, 36 characters in lower case.',
    ],
    ['destination', 'https://evil.example/', 'Enter a path of Amazon Connect, such as /connect/ccp-v2.'],
    ['destination', '/other', 'Enter a path of Amazon Connect, such as /connect/ccp-v2.'],
  ])('refuse %s %j', (field, value, message) => {
    expect(amazonConnect.addresses({ ...instance, [field]: value })).toEqual({
      ok: false,
      problems: [{ field, message }],
    });
  });
});

describe('claims of AWS', () => {
  it('have the namespace in their names', () => {
    expect(amazonConnect.claims.map(({ name, mandatory }) => [name, mandatory])).toEqual([
      ['https://aws.amazon.com/SAML/Attributes/Role', true],
      ['https://aws.amazon.com/SAML/Attributes/RoleSessionName', true],
      ['https://aws.amazon.com/SAML/Attributes/SessionDuration', false],
    ]);
  });

  it('keep a session for a shift of ten hours', () => {
    expect(amazonConnect.claims.at(-1)?.example).toBe('36000');
  });
});
