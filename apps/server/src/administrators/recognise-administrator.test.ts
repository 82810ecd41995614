import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AdministratorFixture,
  createAdministratorFixture,
  OWNER_GRANT,
} from '../../test-support/administrator-fixture.ts';
import type { RoleGrant } from '../storage/ports/administrator-store.ts';
import { recogniseAdministrator } from './recognise-administrator.ts';

let fixture: AdministratorFixture;
beforeEach(async () => {
  fixture = await createAdministratorFixture();
  await fixture.storage.write(async (writer) => {
    const nothing = { region: null, platform: 'generic', publicUrl: null } as const;
    for (const id of ['acme', 'globex']) {
      await writer.putCompany({ id, slug: id, name: id });
      for (const slug of ['production', 'staging']) {
        await writer.putEnvironment({ id: `${id}/${slug}`, companyId: id, slug, name: slug, ...nothing });
      }
    }
  });
});
afterEach(() => fixture.close());

const recognise = (email: string): Promise<string | null> =>
  recogniseAdministrator(fixture.storage.read, email, { companyId: 'acme', environmentId: 'acme/production' });

const grant = (role: RoleGrant['role'], companyId: string, environmentId: string | null = null): RoleGrant => ({
  role,
  companyId,
  environmentId,
});

describe('recogniseAdministrator', () => {
  it.each([
    ['an owner', OWNER_GRANT, true],
    ['an administrator of the company', grant('company-administrator', 'acme'), true],
    ['one of the environment', grant('environment-administrator', 'acme', 'acme/production'), true],
    ['one of every environment', grant('environment-administrator', 'acme'), true],
    ['one of another environment', grant('environment-administrator', 'acme', 'acme/staging'), false],
    ['one of another company', grant('company-administrator', 'globex'), false],
    ['a supervisor', grant('supervisor', 'acme'), false],
    ['an auditor', grant('auditor', 'acme', 'acme/production'), false],
  ])('%s is recognised: %s', async (_name, given, recognised) => {
    await fixture.addAdministrator('ada', { grants: [given] });
    expect(await recognise('ADA@acme.example')).toBe(recognised ? 'ada@acme.example' : null);
  });

  it('nobody is who is disabled or unknown', async () => {
    await fixture.addAdministrator('off', { enabled: false });
    expect(await recognise('off@acme.example')).toBeNull();
    expect(await recognise('nobody@acme.example')).toBeNull();
  });
});
