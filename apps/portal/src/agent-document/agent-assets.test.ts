import { describe, expect, it } from 'vitest';
import { AgentAssetsError, agentEntry, readAgentAssets } from './agent-assets.ts';

const font = 'immutable/inter-latin-wght-normal-abc.woff2';
const manifest = {
  [agentEntry]: {
    file: 'immutable/main-1.js',
    isEntry: true,
    css: ['immutable/main-1.css'],
    assets: ['immutable/inter-latin-ext-wght-normal-def.woff2', font],
  },
};

describe('readAgentAssets', () => {
  it('finds script, styles and the font of an unsplit build', () => {
    expect(readAgentAssets(manifest)).toEqual({
      script: 'immutable/main-1.js',
      styles: ['immutable/main-1.css'],
      imports: [],
      font,
    });
  });

  it('follows the imports of a split build, each once, and rings too', () => {
    const split = {
      [agentEntry]: { ...manifest[agentEntry], imports: ['_react.js', '_shared.js'] },
      '_react.js': { file: 'immutable/react-2.js', imports: ['_shared.js'] },
      '_shared.js': {
        file: 'immutable/shared-3.js',
        css: ['immutable/main-1.css', 'immutable/s.css'],
        imports: ['_react.js'],
      },
    };
    const assets = readAgentAssets(split);
    expect(assets.imports).toEqual(['immutable/react-2.js', 'immutable/shared-3.js']);
    expect(assets.styles).toEqual(['immutable/main-1.css', 'immutable/s.css']);
  });

  it('does without a font', () => {
    expect(readAgentAssets({ [agentEntry]: { file: 'main.js' } }).font).toBeNull();
  });

  it.each([
    ['nothing', undefined],
    ['another build', { 'index.html': { file: 'x.js' } }],
    ['a file that is not a name', { [agentEntry]: { file: 1 } }],
    ['an import that is not there', { [agentEntry]: { file: 'x.js', imports: ['_gone.js'] } }],
  ])('refuses %s with a stable code', (_, broken) => {
    expect(() => readAgentAssets(broken)).toThrow(AgentAssetsError);
    expect(() => readAgentAssets(broken)).toThrow(expect.objectContaining({ code: 'agent-assets.manifest_unusable' }));
  });
});
