import { describe, expect, it } from 'vitest';
import { AgentAssetsError } from '../agent-document/agent-assets.ts';
import { adminEntry, readAdminAssets, renderAdminDocument } from './admin-document.ts';

const assets = {
  script: 'immutable/main-2.js',
  styles: ['immutable/main-2.css'],
  imports: ['immutable/react-1.js'],
  font: 'immutable/inter-latin-wght-normal-1.woff2',
};

const render = (more: { nonce?: string; basePath?: string } = {}): string =>
  renderAdminDocument({ assets, assetsHref: '/sso/assets/', basePath: '/sso/admin', nonce: 'n0nce', ...more });

describe('renderAdminDocument', () => {
  it('loads the built files from where they are served, each with the nonce', () => {
    const html = render();
    expect(html).toContain(
      '<script type="module" id="entry" nonce="n0nce" src="/sso/assets/immutable/main-2.js"></script>',
    );
    expect(html).toContain('<link rel="stylesheet" nonce="n0nce" href="/sso/assets/immutable/main-2.css">');
    expect(html).toContain('<link rel="modulepreload" nonce="n0nce" href="/sso/assets/immutable/react-1.js">');
    expect(html).toContain('crossorigin href="/sso/assets/immutable/inter-latin-wght-normal-1.woff2"');
  });

  it('says below which path its addresses lie', () => {
    expect(render()).toContain('data-base-path="/sso/admin"');
  });

  it('escapes what it is handed', () => {
    expect(render({ nonce: '"><img>', basePath: '"><img>' })).not.toContain('<img>');
  });

  it('has neither inline styles nor inline script, which the policy would stop', () => {
    expect(render()).not.toMatch(/<style|\sstyle=|\son\w+=|<script>/);
  });
});

describe('readAdminAssets', () => {
  it('finds the files of the portal', () => {
    expect(readAdminAssets({ [adminEntry]: { file: 'immutable/main-2.js', css: ['immutable/main-2.css'] } })).toEqual({
      script: 'immutable/main-2.js',
      styles: ['immutable/main-2.css'],
      imports: [],
      font: null,
    });
  });

  it('refuses the manifest of the agent pages', () => {
    expect(() => readAdminAssets({ 'src/agent/main.tsx': { file: 'x.js' } })).toThrow(AgentAssetsError);
  });
});
