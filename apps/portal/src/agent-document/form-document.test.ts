import type { FormPage, FormProblem, LocalSignInPage, PasswordNoticePage } from '@cordboard/contract/agent-page';
import { describe, expect, it } from 'vitest';
import { renderFormDocument } from './form-document.ts';
import { formMessages, noticeTexts, problemText } from './form-messages.ts';

const realm = { companyName: 'Acme', environmentName: 'Production', basePath: '/e/acme/production/agents' };
const assets = { script: 'immutable/a.js', styles: ['immutable/a.css'], imports: [], font: null };

const render = (page: FormPage): string =>
  renderFormDocument({ page, assets, assetsHref: '/sso/assets/', nonce: 'n0nce' });

const signIn = (change: Partial<LocalSignInPage> = {}): LocalSignInPage => ({
  kind: 'local-sign-in',
  realm,
  appName: null,
  action: '/e/acme/production/agents/sign-in/local',
  login: '',
  hidden: { continue: 'sealed' },
  problem: null,
  otherWaysHref: null,
  ...change,
});

const newPassword = (change: { asksPresent?: boolean; problem?: FormProblem } = {}): FormPage => ({
  kind: 'new-password',
  realm,
  action: '/there',
  login: 'amina',
  hidden: {},
  asksPresent: false,
  problem: null,
  ...change,
});

const notice = (kind: PasswordNoticePage['notice']): FormPage => ({
  kind: 'password-notice',
  realm,
  notice: kind,
  reference: '7F3K-92QD',
  onHref: '/on',
});

const problems: readonly FormProblem[] = [
  { kind: 'not-accepted', reference: '7F3K-92QD' },
  { kind: 'wait', seconds: 1, reference: null },
  { kind: 'busy', reference: null },
  { kind: 'present-password' },
  { kind: 'length' },
  { kind: 'guessable' },
  { kind: 'differs' },
];
const notices = Object.keys(noticeTexts) as PasswordNoticePage['notice'][];

describe('a page with a password form', () => {
  it('has neither script nor inline style, and the styles of the build', () => {
    for (const page of [
      signIn(),
      newPassword(),
      notice('forgotten'),
      { kind: 'go-on', realm, step: 'signed-in', href: '/on' } as const,
    ]) {
      const html = render(page);
      expect(html).not.toMatch(/<script|<style|\sstyle=|\son\w+=/);
      expect(html).toContain('<link rel="stylesheet" nonce="n0nce" href="/sso/assets/immutable/a.css">');
      expect(html.match(/<h1>/g)).toHaveLength(1);
    }
  });

  it('says where it is and where the sign-in leads', () => {
    const html = render(signIn({ appName: 'Agent Desktop' }));
    expect(html).toContain('<title>Sign in – Acme</title>');
    expect(html).toContain('to continue to Agent Desktop');
    expect(html).toContain('<input type="hidden" name="continue" value="sealed">');
  });

  it('puts the focus where the person goes on typing', () => {
    const focused = (html: string): string | undefined => /<input id="(\w+)"[^>]*autofocus/.exec(html)?.[1];
    expect(focused(render(signIn()))).toBe('login');
    expect(focused(render(signIn({ login: 'amina' })))).toBe('password');
    expect(focused(render(newPassword()))).toBe('password');
    expect(focused(render(newPassword({ asksPresent: true })))).toBe('present');
  });

  it('never puts a password into a field', () => {
    const html = render(newPassword({ asksPresent: true, problem: { kind: 'differs' } }));
    expect(html).not.toMatch(/type="password"[^>]*value=/);
  });

  it('ties what went wrong to the fields that it is about', () => {
    const html = render(signIn({ login: 'amina', problem: { kind: 'not-accepted', reference: '7F3K-92QD' } }));
    expect(html.match(/aria-invalid="true" aria-describedby="problem"/g)).toHaveLength(2);
    expect(html).toContain('<div role="alert" id="problem" class="problem">');
    expect(html).toContain('<code>7F3K-92QD</code>');
    expect(render(signIn({ problem: { kind: 'busy', reference: null } }))).not.toContain('aria-invalid');
  });

  it('offers other ways only where there are some', () => {
    expect(render(signIn())).not.toContain(formMessages.otherWays);
    expect(render(signIn({ otherWaysHref: '/other?a=1&b=2' }))).toContain('href="/other?a=1&amp;b=2"');
  });

  it('leads on by itself after a sign-in, and by a link', () => {
    const html = render({ kind: 'go-on', realm, step: 'signed-in', href: 'https://sso.example/on?a=1&b=2' });
    expect(html).toContain('<meta http-equiv="refresh" content="0;url=https://sso.example/on?a=1&amp;b=2">');
    expect(html).toContain('<a class="button primary" href="https://sso.example/on?a=1&amp;b=2">');
  });

  it.each(['"><img src=x>', "'><script>", '&lt;b&gt;'])('keeps %j from becoming markup, wherever it stands', (text) => {
    const page = signIn({
      realm: { ...realm, companyName: text, environmentName: text },
      appName: text,
      login: text,
      hidden: { [text]: text },
      action: text,
      otherWaysHref: text,
      problem: { kind: 'not-accepted', reference: text },
    });
    const html = render(page);
    expect(html).not.toContain(text);
    expect(html.match(/<img/g)).toHaveLength(1);
  });
});

describe('the texts of the password pages', () => {
  it.each([
    [1, '1 second'],
    [59, '59 seconds'],
    [60, '1 minute'],
    [61, '2 minutes'],
    [900, '15 minutes'],
  ])('say %i seconds as people do', (seconds, words) => {
    expect(problemText({ kind: 'wait', seconds, reference: null })).toContain(`Wait ${words}, then`);
  });

  it('say nothing that only an administrator understands, and blame nobody', () => {
    const jargon =
      /\b(saml|oidc|oauth|assertion|idp|sso|token|hash|argon2|account is|invalid|illegal|forbidden|fault)\b/i;
    const texts = [
      ...Object.values(formMessages),
      ...problems.map(problemText),
      ...notices.flatMap((kind) => Object.values(noticeTexts[kind])),
    ];
    for (const text of texts) {
      expect(text).not.toMatch(jargon);
    }
  });

  it.each(notices)('have a page for %s, with its reference and a way on', (kind) => {
    const html = render(notice(kind));
    expect(html).toContain(`<h1>${noticeTexts[kind].title}</h1>`);
    expect(html).toContain('7F3K-92QD');
    expect(html).toContain('href="/on"');
  });
});
