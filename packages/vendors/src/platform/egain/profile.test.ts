import { describe, expect, it } from 'vitest';
import { egain } from './profile.ts';

describe('addresses of eGain', () => {
  it('are the three of the user provider, with domain and tenant filled in', () => {
    const result = egain.addresses({ domain: 'Acme.egain.example', tenantId: 'AcmePROD1' });
    expect(result).toMatchObject({
      ok: true,
      addresses: {
        acs: [
          {
            url: 'https://acme.egain.example/system/auth/AcmePROD1-U/saml2/SSO/user-saml-provider',
            index: 0,
            isDefault: true,
          },
        ],
        entityId: 'https://auth.egain.cloud/AcmePROD1-U/user-saml-provider',
        sloUrl: 'https://acme.egain.example/system/auth/AcmePROD1-U/logout/saml2/slo/user-saml-provider',
        metadataUrl: null,
      },
    });
  });

  it('leave no placeholder in them', () => {
    expect(JSON.stringify(egain.addresses({ domain: 'acme.egain.example', tenantId: 'A' }))).not.toMatch(/[<>]/);
  });

  it.each([
    ['AcmePROD1-U', 'Enter the tenant ID without -U at its end; it is added here.'],
    ['acme-u', 'Enter the tenant ID without -U at its end; it is added here.'],
    ['', 'Enter the tenant ID: letters, digits, hyphens and underscores.'],
    ['a/../b', 'Enter the tenant ID: letters, digits, hyphens and underscores.'],
    ['<TenantID>', 'Enter the tenant ID: letters, digits, hyphens and underscores.'],
    ['a'.repeat(65), 'Enter the tenant ID: letters, digits, hyphens and underscores.'],
  ])('refuse the tenant %j', (tenantId, message) => {
    expect(egain.addresses({ domain: 'acme.egain.example', tenantId })).toEqual({
      ok: false,
      problems: [{ field: 'tenantId', message }],
    });
  });

  it('take a tenant of 64 characters', () => {
    expect(egain.addresses({ domain: 'acme.egain.example', tenantId: 'a'.repeat(64) }).ok).toBe(true);
  });

  it('name both fields when both are missing', () => {
    const result = egain.addresses({});
    expect(result.ok ? [] : result.problems.map(({ field }) => field)).toEqual(['domain', 'tenantId']);
  });
});

describe('claims of eGain', () => {
  const limits = (name: string): unknown => {
    const claim = egain.claims.find((each) => each.name === name);
    return [claim?.mandatory, claim?.create, claim?.modify];
  };

  it.each([
    ['department', [true, [true, 1, 64], [false, 1, 64]]],
    ['firstName', [true, [true, 1, 64], [false, 1, 64]]],
    ['lastName', [true, [true, 1, 64], [false, 1, 64]]],
    ['middleName', [false, [false, 0, 64], [false, 0, 64]]],
    ['screenName', [true, [true, 1, 30], [false, 1, 30]]],
    ['email.address', [true, [true, 0, 50], [true, 0, 50]]],
  ] as const)('have the limits of %s', (name, [mandatory, create, modify]) => {
    const text = ([isMandatory, minLength, maxLength]: readonly [boolean, number, number]): unknown => ({
      mandatory: isMandatory,
      minLength,
      maxLength,
    });
    expect(limits(name)).toEqual([mandatory, text(create), text(modify)]);
  });

  it('have at most 75 groups', () => {
    const groups = { mandatory: true, maxValues: 75 };
    expect(limits('user.groups')).toEqual([false, groups, groups]);
  });

  it('are nine, one of them a pattern for attributes of the organisation', () => {
    expect(egain.claims).toHaveLength(9);
    expect(limits('applicationType')).toEqual([false, null, null]);
    expect(limits('custom.<custom attribute name>')).toEqual([false, null, null]);
  });
});

describe('profile of eGain', () => {
  it('keeps four service providers apart', () => {
    expect(egain.serviceProviders.map(({ slug }) => slug)).toEqual([
      'agent-desktop',
      'agent-portals',
      'customer-portals',
      'chat',
    ]);
  });

  it('knows the other words for its fields', () => {
    expect(egain.labels.acsUrl?.alsoKnownAs).toEqual(['ACS Endpoint', 'SSO URL']);
    expect(egain.labels.entityId?.alsoKnownAs).toContain('Audience URI');
    expect(egain.labels.sloUrl?.alsoKnownAs).toEqual(['Logout Endpoint', 'SingleLogoutService URL']);
  });
});
