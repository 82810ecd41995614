import type { SignedOutPage } from '@cordboard/contract/agent-page';
import { describe, expect, it } from 'vitest';
import type { AgentAssets } from './agent-assets.ts';
import { renderAgentDocument } from './agent-document.ts';

const assets: AgentAssets = { script: 'immutable/a.js', styles: ['immutable/a.css'], imports: [], font: null };

function render(companyName = 'Acme', more: { nonce?: string; language?: string } = {}): string {
  const page: SignedOutPage = {
    kind: 'signed-out',
    realm: { companyName, environmentName: 'Production', basePath: '/e/acme/production/agents' },
    signInHref: '/',
    identityProvider: null,
    reference: null,
    onHref: null,
  };
  return renderAgentDocument({ page, assets, assetsHref: '/sso/assets/', nonce: 'n0nce', language: 'en', ...more });
}

/** The page document as a browser would read it. */
function pageOf(html: string): unknown {
  const script = /<script type="application\/json" id="page">([\s\S]*?)<\/script>/.exec(html);
  return JSON.parse(script?.[1] ?? '');
}

describe('renderAgentDocument', () => {
  it('loads the built files from where they are served, with the nonce', () => {
    const html = render();
    expect(html).toContain('<script type="module" nonce="n0nce" src="/sso/assets/immutable/a.js"></script>');
    expect(html).toContain('<link rel="stylesheet" nonce="n0nce" href="/sso/assets/immutable/a.css">');
    expect(html).toContain('href="/sso/assets/favicon.svg"');
  });

  it('hands over the page unchanged', () => {
    expect(pageOf(render('Acme'))).toMatchObject({ kind: 'signed-out', realm: { companyName: 'Acme' } });
  });

  it.each(['</script><script>alert(1)</script>', '<!--<script>', '\u2028 & "quotes" \' \\'])(
    'keeps the name %j from becoming markup',
    (name) => {
      const html = render(name);
      expect(pageOf(html)).toMatchObject({ realm: { companyName: name } });
      expect(html.match(/<script/g)).toHaveLength(2);
      expect(html).not.toContain('<!--');
    },
  );

  it('escapes the title and the nonce', () => {
    const html = render('A & <b>', { nonce: '"><img>' });
    expect(html).toContain('<title>You are signed out – A &amp; &lt;b&gt;</title>');
    expect(html).not.toContain('<img>');
  });

  it('names a language that the page really speaks', () => {
    expect(render('Acme', { language: 'en-GB' })).toContain('<html lang="en-GB">');
    expect(render('Acme', { language: 'xx' })).toContain('<html lang="en">');
  });

  it('has neither inline styles nor inline script, which the policy would stop', () => {
    expect(render()).not.toMatch(/<style|\sstyle=|\son\w+=/);
  });
});
