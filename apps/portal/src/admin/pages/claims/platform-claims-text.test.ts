import type { PlatformClaim } from '@cordboard/vendors/platform-profile';
import { platformProfile } from '@cordboard/vendors/platform-profiles';
import type { TFunction } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { startTexts } from '../../texts/i18n.ts';
import { claimsText, limitsText } from './platform-claims-text.ts';

const { claims } = platformProfile('egain');

let t: TFunction;
beforeAll(async () => {
  ({ t } = await startTexts('en'));
});

const limitsOf = (name: string): string => {
  const claim = claims.find((each) => each.name === name);
  return claim === undefined ? 'no such claim' : limitsText(claim, t);
};

describe('the limits of a claim', () => {
  it('say what the first sign-in asks for and what later ones do', () => {
    expect(limitsOf('department')).toBe(
      'First sign-in: Mandatory, 1 to 64 characters. Later ones: Optional, 1 to 64 characters.',
    );
    expect(limitsOf('screenName')).toBe(
      'First sign-in: Mandatory, 1 to 30 characters. Later ones: Optional, 1 to 30 characters.',
    );
  });

  it('are said once where they are the same', () => {
    expect(limitsOf('email.address')).toBe('Every sign-in: Mandatory, 0 to 50 characters.');
    expect(limitsOf('user.groups')).toBe('Every sign-in: Mandatory, At most 75 values.');
    expect(limitsOf('middleName')).toBe('Every sign-in: Optional, 0 to 64 characters.');
  });

  it('are none where the platform states none', () => {
    expect(limitsOf('applicationType')).toBe('None stated');
  });

  it('can be stated for one of the two only', () => {
    const claim: PlatformClaim = {
      name: 'x',
      description: 'X',
      field: null,
      mandatory: true,
      create: { mandatory: true, minLength: 1, maxLength: 2 },
      modify: null,
      example: 'a',
    };
    expect(limitsText(claim, t)).toBe('First sign-in: Mandatory, 1 to 2 characters. Later ones: None stated.');
  });
});

describe('the claims as text', () => {
  it('have a line each, with need, description and limits', () => {
    const lines = claimsText(claims, t).split('\n');
    expect(lines).toHaveLength(claims.length);
    const department = claims.find(({ name }) => name === 'department');
    expect(lines).toContain(
      `department (Mandatory): ${department?.description} First sign-in: Mandatory, 1 to 64 characters. Later ones: Optional, 1 to 64 characters.`,
    );
    expect(claimsText([], t)).toBe('');
  });
});
