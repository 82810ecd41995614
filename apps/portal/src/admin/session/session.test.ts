import { describe, expect, it } from 'vitest';
import { allows, type Grant, INSTALLATION } from './session.ts';

const grant = (company: string | null, environment: string | null): Grant => ({
  company: company === null ? null : { slug: company },
  environment: environment === null ? null : { slug: environment },
  permissions: ['directory.read'],
});
const production = { company: 'acme', environment: 'production' };
const acme = { company: 'acme', environment: null };

describe('allows', () => {
  it.each([
    ['of the installation', grant(null, null), true, true, true],
    ['of the company', grant('acme', null), true, true, false],
    ['of the environment', grant('acme', 'production'), true, false, false],
    ['of another environment', grant('acme', 'staging'), false, false, false],
    ['of another company', grant('globex', null), false, false, false],
  ])('a grant %s', (_, own, inEnvironment, inCompany, inInstallation) => {
    expect(allows([own], 'directory.read', production)).toBe(inEnvironment);
    expect(allows([own], 'directory.read', acme)).toBe(inCompany);
    expect(allows([own], 'directory.read', INSTALLATION)).toBe(inInstallation);
  });

  it('counts what is held below only where that is enough', () => {
    expect(allows([grant('acme', 'staging')], 'directory.read', acme, true)).toBe(true);
    expect(allows([grant('acme', 'staging')], 'directory.read', INSTALLATION, true)).toBe(true);
    expect(allows([grant('globex', null)], 'directory.read', acme, true)).toBe(false);
  });

  it('asks for the very permission', () => {
    expect(allows([grant(null, null)], 'directory.write', production)).toBe(false);
    expect(allows([], 'directory.read', production)).toBe(false);
  });
});
