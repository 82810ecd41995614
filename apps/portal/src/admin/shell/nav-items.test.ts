import { type Role, rolePermissions } from '@cordboard/contract/admin-api/permissions';
import { describe, expect, it } from 'vitest';
import type { Grant, PagePlace } from '../session/session.ts';
import { isPresent, type NavItem, navItems, navPath, visibleItems } from './nav-items.ts';

const place: PagePlace = { company: 'acme', environment: 'production' };
const named = (slug: string | null): Grant['company'] => (slug === null ? null : { slug });
const grant = (role: Role, company: string | null = 'acme', environment: string | null = null): Grant => ({
  company: named(company),
  environment: named(environment),
  permissions: rolePermissions[role],
});
const keysFor = (grants: readonly Grant[], at: PagePlace = place): readonly string[] =>
  visibleItems(grants, at).map(({ key }) => key);

describe('visibleItems', () => {
  it('offers an owner everything that the place has', () => {
    expect(keysFor([grant('installation-owner', null)])).toEqual(navItems.map(({ key }) => key));
  });

  it('leaves out what belongs to a company where none is chosen', () => {
    const found = visibleItems([grant('installation-owner', null)], { company: null, environment: null });
    expect(found.every(({ at }) => at === 'installation')).toBe(true);
    expect(found.length).toBeGreaterThan(0);
  });

  it('leaves the installation to its owners', () => {
    expect(keysFor([grant('company-administrator')])).not.toContain('installationAudit');
  });

  it('leaves the log of a company to those who may read all of it', () => {
    expect(keysFor([grant('company-administrator')])).toContain('audit');
    expect(keysFor([grant('supervisor')])).not.toContain('audit');
    expect(keysFor([grant('auditor', 'acme', 'production')])).not.toContain('audit');
    expect(keysFor([grant('company-administrator', 'globex')])).not.toContain('audit');
  });

  it('offers the certificates of the company to a role in one of its environments', () => {
    expect(keysFor([grant('auditor', 'acme', 'staging')])).toContain('certificates');
    expect(keysFor([grant('auditor', 'globex')])).not.toContain('certificates');
  });

  it('offers a page of the company to a role in one environment where that is enough', () => {
    const item: NavItem = { ...(navItems[0] as NavItem), permission: 'directory.read', orBelow: true };
    expect(visibleItems([grant('supervisor', 'acme', 'staging')], place, [item])).toEqual([item]);
    expect(visibleItems([grant('supervisor', 'globex')], place, [item])).toEqual([]);
  });
});

describe('navPath', () => {
  it('puts the place into the address', () => {
    const item: NavItem = { ...(navItems[0] as NavItem), path: '/$company/$environment/users' };
    expect(navPath(item, place)).toBe('/acme/production/users');
  });

  it('has an address of its own for every item', () => {
    expect(new Set(navItems.map(({ path }) => path)).size).toBe(navItems.length);
  });
});

describe('isPresent', () => {
  const presentAt = (pathname: string): readonly string[] =>
    navItems.filter((item) => isPresent(item, place, pathname)).map(({ key }) => key);

  it.each([
    ['/acme/-/home', 'home'],
    ['/acme/production', 'environment'],
    ['/acme/production/', 'environment'],
    ['/acme/production/realms/agents', 'environment'],
    ['/acme/production/realms/agents/service-providers/default', 'environment'],
    ['/acme/production/users', 'users'],
    ['/acme/production/realms/agents/users/u1', 'users'],
    ['/acme/production/realms/users/applications/a', 'applications'],
    ['/acme/-/certificates', 'certificates'],
    ['/-/companies', 'companies'],
    ['/acme/production/sign-in-attempts', 'attempts'],
    ['/acme/production/sign-in-attempts/7F3K-92QD', 'attempts'],
  ])('marks one item at %s', (pathname, key) => {
    expect(presentAt(pathname)).toEqual([key]);
  });

  it('marks none at a page that the menu does not have', () => {
    expect(presentAt('/-/account')).toEqual([]);
  });
});
