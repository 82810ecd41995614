import type { ApplyAnswer } from '@cordboard/contract/control';
import { describe, expect, it } from 'vitest';
import { type Paint, renderPlan } from './render-plan.ts';

const answer: ApplyAnswer = {
  applied: false,
  changes: [
    { action: 'delete', kind: 'app', path: 'acme/p/agents/wiki', fields: [] },
    {
      action: 'create',
      kind: 'service-provider',
      path: 'acme/p/agents/default',
      fields: [{ name: 'settings.nodes', from: null, to: 'pub, sub' }],
    },
    {
      action: 'update',
      kind: 'realm',
      path: 'acme/p/agents',
      fields: [
        { name: 'settings.idleMinutes', from: '600', to: '30' },
        { name: 'region', from: null, to: 'eu' },
      ],
    },
  ],
  unchanged: 4,
  problems: [{ code: 'apply.conflict', path: 'acme/p', expected: 'this', received: 'that', hint: 'Do so.' }],
  notes: ['acme: look'],
};

describe('renderPlan', () => {
  it('shows every change with its fields, notes, problems and a sum', () => {
    expect(renderPlan(answer)).toBe(
      [
        '  - app acme/p/agents/wiki',
        '  + service provider acme/p/agents/default',
        '      settings.nodes: pub, sub',
        '  ~ realm acme/p/agents',
        '      settings.idleMinutes: 600 → 30',
        '      region: none → eu',
        '  note: acme: look',
        '  ! acme/p: apply.conflict',
        '      expected: this',
        '      received: that',
        '      Do so.',
        '1 to create, 1 to update, 1 to delete, 4 unchanged',
      ].join('\n'),
    );
  });

  it('is one line when nothing changes', () => {
    expect(renderPlan({ ...answer, changes: [], problems: [], notes: [] })).toBe(
      '0 to create, 0 to update, 0 to delete, 4 unchanged',
    );
  });

  it('paints by kind of change', () => {
    const paint: Paint = {
      good: (text) => `<good>${text}`,
      bad: (text) => `<bad>${text}`,
      changed: (text) => `<changed>${text}`,
      faint: (text) => `<faint>${text}`,
    };
    const text = renderPlan(answer, paint);
    expect(text).toContain('<bad>  - app');
    expect(text).toContain('<good>  + service');
    expect(text).toContain('<changed>  ~ realm');
    expect(text).toContain('<faint>  note');
  });
});
