import { idpVendors } from '@cordboard/vendors/idp-vendors';
import { describe, expect, it } from 'vitest';
import {
  entersIdentityProvider,
  isGuideStep,
  linkStepsOf,
  presentStep,
  situationOf,
  stepAfter,
  stepBefore,
  wizardStepsOf,
} from './wizard-steps.ts';

const okta = { vendor: 'okta', order: 'by-hand' } as const;
const facts = { platform: 'generic', nodes: 1, encrypts: false, require: 'either' } as const;

describe('situationOf', () => {
  it('names what the guide has to cover', () => {
    expect(situationOf(facts)).toEqual({ platform: 'generic', needs: [] });
    expect(situationOf({ platform: 'cisco-ucc', nodes: 2, encrypts: true, require: 'both' }).needs).toEqual([
      'several-nodes',
      'encryption',
      'signed-response',
    ]);
    expect(situationOf({ ...facts, require: 'assertion' }).needs).toEqual([]);
  });
});

describe.each(idpVendors.map(({ id }) => id))('the wizard of %s', (vendor) => {
  it.each(['import', 'by-hand'] as const)('asks in the order %s for the identity provider and ends here', (order) => {
    const steps = wizardStepsOf({ vendor, order });
    expect(steps.filter(isGuideStep).some(entersIdentityProvider)).toBe(true);
    expect(steps.map(({ number }) => number)).toEqual(steps.map((_, index) => index + 1));
    expect(steps.at(-1)?.id).toBe('review');
    expect(steps.map(({ id }) => id)).not.toContain('test-sign-in');
  });

  it('gives whoever has a link only the part of the identity provider', () => {
    const steps = linkStepsOf({ vendor, order: 'by-hand' });
    expect(steps.at(-1)?.id).toBe('submit');
    expect(steps.filter(isGuideStep).some(entersIdentityProvider)).toBe(true);
    for (const step of steps.filter(isGuideStep)) {
      expect(step.owner === 'idp-administrator' || entersIdentityProvider(step), step.id).toBe(true);
      expect(step.enters.map(({ value }) => value)).not.toContain('emailAttribute');
    }
  });
});

describe('a vendor that this version does not have', () => {
  it('gets the general guide', () => {
    expect(wizardStepsOf({ vendor: 'unheard-of', order: 'import' })).toEqual(
      wizardStepsOf({ vendor: 'generic', order: 'import' }),
    );
  });
});

describe('presentStep', () => {
  const steps = wizardStepsOf(okta);
  const [first, second] = steps;

  it('goes on where the wizard was left, or with the first step that is not done', () => {
    expect(presentStep(steps, { step: null, doneSteps: [] })).toBe(first);
    expect(presentStep(steps, { step: null, doneSteps: [first?.id ?? ''] })).toBe(second);
    expect(presentStep(steps, { step: 'assign-people', doneSteps: [] })?.id).toBe('assign-people');
  });

  it('does not lose its way for a step that is gone, or when all is done', () => {
    expect(presentStep(steps, { step: 'gone', doneSteps: [] })).toBe(first);
    expect(presentStep(steps, { step: null, doneSteps: steps.map(({ id }) => id) })?.id).toBe('review');
  });

  it('knows the neighbours', () => {
    expect(stepAfter(steps, first?.id ?? '')).toBe(second);
    expect(stepAfter(steps, 'review')).toBeUndefined();
    expect(stepBefore(steps, second?.id ?? '')).toBe(first);
    expect(stepBefore(steps, first?.id ?? '')).toBeUndefined();
  });
});
