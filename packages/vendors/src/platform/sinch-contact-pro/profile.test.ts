import { describe, expect, it } from 'vitest';
import { sinchContactPro } from './profile.ts';

describe('addresses of Sinch Contact Pro', () => {
  it.each([
    ['europe', 'https://login-eu-c1.cc.sinch.com/ACME/metadata', 'cc-acme.auth.eu-central-1.amazoncognito.com'],
    ['north-america', 'https://login-na-w2.cc.sinch.com/ACME/metadata', 'cc-acme.auth.us-west-2.amazoncognito.com'],
    ['australia', 'https://login-au-s2.cc.sinch.com/ACME/metadata', 'cc-acme.auth.ap-southeast-2.amazoncognito.com'],
  ])('name one region in both places: %s', (region, metadataUrl, userCertificateIssuer) => {
    for (const tenant of ['ACME', 'acme', 'Acme']) {
      expect(sinchContactPro.addresses({ region, tenant })).toMatchObject({
        ok: true,
        addresses: { metadataUrl, userCertificateIssuer },
      });
    }
  });

  it('lead to seven applications with sign-on and two without', () => {
    const result = sinchContactPro.addresses({ region: 'europe', tenant: 'ACME' });
    expect(result.ok ? result.addresses.applications : []).toEqual([
      { name: 'System Configurator', url: 'https://cc-acme.cc.sinch.com/scweb/sc/aws.jsp', supportsSso: true },
      {
        name: 'Communication Panel',
        url: 'https://cc-acme.cc.sinch.com/ecf/latest/communicationpanel/index.jsp',
        supportsSso: true,
      },
      {
        name: 'Communication Panel embedded in C4C',
        url: 'https://cc-acme.cc.sinch.com/ecf/latest/communicationpanel/embedded.jsp',
        supportsSso: true,
      },
      { name: 'Dashboard', url: 'https://cc-acme.cc.sinch.com/SupervisorDashboard/index.jsp', supportsSso: true },
      {
        name: 'Data Protection Officer (DPO)',
        url: 'https://cc-acme.cc.sinch.com/ecf/2102/dporeport/index.jsp',
        supportsSso: true,
      },
      {
        name: 'Visitor Chat Configurator',
        url: 'https://cc-acme.cc.sinch.com/ecf/latest/VisitorConfigurator/index.jsp',
        supportsSso: true,
      },
      { name: 'Launchpad', url: 'https://cc-acme.cc.sinch.com/launchpad', supportsSso: true },
      { name: 'Online Monitoring', url: null, supportsSso: false },
      { name: 'SAP BusinessObjects', url: null, supportsSso: false },
    ]);
  });

  it.each(['', '-acme', 'acme-', 'acme.evil.example', 'ac me', 'acme/x', 'a'.repeat(61), 'acmé'])(
    'refuse the tenant %j',
    (tenant) => {
      expect(sinchContactPro.addresses({ region: 'europe', tenant })).toEqual({
        ok: false,
        problems: [
          {
            field: 'tenant',
            message: 'Enter the tenant name alone: up to 60 letters, digits and hyphens, with no hyphen at either end.',
          },
        ],
      });
    },
  );

  it.each(['a', 'a'.repeat(60), 'acme-2'])('take the tenant %s', (tenant) => {
    expect(sinchContactPro.addresses({ region: 'europe', tenant }).ok).toBe(true);
  });

  it.each(['asia', 'Europe', undefined])('refuse the region %s', (region) => {
    expect(sinchContactPro.addresses({ region, tenant: 'ACME' })).toEqual({
      ok: false,
      problems: [{ field: 'region', message: 'Choose Europe, North America or Australia.' }],
    });
  });
});

describe('the e-mail attribute of Sinch Contact Pro', () => {
  it('has an example for Azure AD and one for the identity provider of SAP', () => {
    const [claim] = sinchContactPro.claims;
    expect(claim?.example).toBe('http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress');
    expect(claim?.description).toMatch(/With Azure AD it is usually the example, with SAP email\.$/);
  });
});
