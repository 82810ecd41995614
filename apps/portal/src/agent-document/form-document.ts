/**
 * Pages with a password form, as finished HTML: they need no script, so a password meets none, and nothing is added to
 * what the agent pages load.
 */
import type {
  FormPage,
  FormProblem,
  LocalSignInPage,
  NewPasswordPage,
  PasswordNoticePage,
} from '@cordboard/contract/agent-page';
import { escapeHtml } from '../document/escape-html.ts';
import type { AgentAssets } from './agent-assets.ts';
import { documentHead } from './document-head.ts';
import { formMessages, noticeTexts, problemText, toContinue } from './form-messages.ts';

/** What the document is made from. */
export interface FormDocumentOptions {
  readonly page: FormPage;
  readonly assets: AgentAssets;
  readonly assetsHref: string;
  readonly nonce: string;
}

interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'password';
  readonly autocomplete: 'username' | 'current-password' | 'new-password';
  readonly value?: string;
  readonly isReadOnly?: boolean;
  readonly hasFocus?: boolean;
  readonly describedBy?: string;
}

const PROBLEM = 'problem';

const field = ({ name, label, type, autocomplete, value, ...more }: Field, invalid: boolean): string => {
  const describedBy = [more.describedBy, invalid ? PROBLEM : undefined].filter((id) => id !== undefined).join(' ');
  const attributes = [
    `id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}"`,
    value === undefined ? '' : `value="${escapeHtml(value)}"`,
    type === 'text' ? 'autocapitalize="none" spellcheck="false" maxlength="255"' : '',
    more.isReadOnly === true ? 'readonly' : 'required',
    more.hasFocus === true ? 'autofocus' : '',
    invalid ? 'aria-invalid="true"' : '',
    describedBy === '' ? '' : `aria-describedby="${describedBy}"`,
  ];
  return `<label for="${name}">${escapeHtml(label)}</label><input ${attributes.filter((text) => text !== '').join(' ')}>`;
};

const hiddenFields = (hidden: Readonly<Record<string, string>>): string =>
  Object.entries(hidden)
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');

const problemBox = (problem: FormProblem | null): string => {
  if (problem === null) {
    return '';
  }
  const reference =
    'reference' in problem && problem.reference !== null
      ? `<br>${formMessages.reference}: <code>${escapeHtml(problem.reference)}</code>`
      : '';
  return `<div role="alert" id="${PROBLEM}" class="problem"><p>${escapeHtml(problemText(problem))}${reference}</p></div>`;
};

const link = (href: string | null, words: string): string =>
  href === null ? '' : `<a class="button quiet" href="${escapeHtml(href)}">${escapeHtml(words)}</a>`;

/** Which fields a problem is about; a wait is about none. */
const isInvalid = (problem: FormProblem | null, ...kinds: readonly FormProblem['kind'][]): boolean =>
  problem !== null && kinds.includes(problem.kind);

const localSignIn = (page: LocalSignInPage): string => {
  const wrong = isInvalid(page.problem, 'not-accepted');
  const hasLogin = page.login !== '';
  return [
    `<h1>${formMessages.signInTitle}</h1>`,
    page.appName === null ? '' : `<p class="lead">${escapeHtml(toContinue(page.appName))}</p>`,
    `<form class="email" method="post" action="${escapeHtml(page.action)}">`,
    hiddenFields(page.hidden),
    problemBox(page.problem),
    field(
      {
        name: 'login',
        label: formMessages.login,
        type: 'text',
        autocomplete: 'username',
        value: page.login,
        hasFocus: !hasLogin,
      },
      wrong,
    ),
    field(
      {
        name: 'password',
        label: formMessages.password,
        type: 'password',
        autocomplete: 'current-password',
        hasFocus: hasLogin,
      },
      wrong,
    ),
    `<button type="submit" class="button primary">${formMessages.signIn}</button>`,
    '</form>',
    link(page.otherWaysHref, formMessages.otherWays),
    link(`${page.realm.basePath}/password/forgotten`, formMessages.forgotten),
  ].join('');
};

const newPassword = (page: NewPasswordPage): string => {
  const { problem, asksPresent } = page;
  return [
    `<h1>${asksPresent ? formMessages.changeTitle : formMessages.newTitle}</h1>`,
    `<form class="email" method="post" action="${escapeHtml(page.action)}">`,
    hiddenFields(page.hidden),
    problemBox(problem),
    field(
      {
        name: 'login',
        label: formMessages.login,
        type: 'text',
        autocomplete: 'username',
        value: page.login,
        isReadOnly: true,
      },
      false,
    ),
    asksPresent
      ? field(
          {
            name: 'present',
            label: formMessages.present,
            type: 'password',
            autocomplete: 'current-password',
            hasFocus: true,
          },
          isInvalid(problem, 'present-password'),
        )
      : '',
    field(
      {
        name: 'password',
        label: formMessages.new,
        type: 'password',
        autocomplete: 'new-password',
        hasFocus: !asksPresent,
        describedBy: 'rules',
      },
      isInvalid(problem, 'length', 'guessable', 'differs'),
    ),
    `<p class="hint" id="rules">${formMessages.newHint}</p>`,
    field(
      { name: 'repeated', label: formMessages.repeated, type: 'password', autocomplete: 'new-password' },
      isInvalid(problem, 'differs'),
    ),
    `<button type="submit" class="button primary">${formMessages.save}</button>`,
    '</form>',
    asksPresent ? link(`${page.realm.basePath}/`, formMessages.back) : '',
  ].join('');
};

const notice = ({ notice: kind, reference, onHref }: PasswordNoticePage): string => {
  const { title, text, on } = noticeTexts[kind];
  return [
    `<h1>${escapeHtml(title)}</h1><p class="error-text">${escapeHtml(text)}</p>`,
    reference === null
      ? ''
      : `<p class="reference"><span class="reference-label">${formMessages.reference}</span> <code>${escapeHtml(reference)}</code></p>`,
    onHref === null ? '' : `<a class="button primary" href="${escapeHtml(onHref)}">${escapeHtml(on)}</a>`,
  ].join('');
};

const goOnTitle = ({ step }: Extract<FormPage, { kind: 'go-on' }>): string =>
  step === 'signed-in' ? formMessages.goOnSignedIn : formMessages.goOnSigningOut;

const content = (page: FormPage): string => {
  switch (page.kind) {
    case 'local-sign-in':
      return localSignIn(page);
    case 'new-password':
      return newPassword(page);
    case 'password-notice':
      return notice(page);
    case 'go-on':
      return `<h1>${goOnTitle(page)}</h1><a class="button primary" href="${escapeHtml(page.href)}">${formMessages.goOn}</a>`;
  }
};

const titleOf = (page: FormPage): string => {
  switch (page.kind) {
    case 'local-sign-in':
      return formMessages.signInTitle;
    case 'new-password':
      return page.asksPresent ? formMessages.changeTitle : formMessages.newTitle;
    case 'password-notice':
      return noticeTexts[page.notice].title;
    case 'go-on':
      return goOnTitle(page);
  }
};

/** Writes the HTML document of one page. Every value is escaped for where it stands. */
export function renderFormDocument(options: FormDocumentOptions): string {
  const { page, assetsHref } = options;
  const { companyName, environmentName } = page.realm;
  const logo = `<img class="logo" src="${escapeHtml(assetsHref)}favicon.svg" alt="" width="36" height="36">`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    ...documentHead({ ...options, title: `${titleOf(page)} – ${companyName}` }),
    page.kind === 'go-on' ? `<meta http-equiv="refresh" content="0;url=${escapeHtml(page.href)}">` : '',
    '</head>',
    '<body>',
    '<main class="narrow">',
    `<div class="brand">${logo}<p class="realm" title="${escapeHtml(`${companyName}, ${environmentName}`)}">`,
    `<span class="realm-company">${escapeHtml(companyName)}</span>`,
    `<span class="realm-environment">${escapeHtml(environmentName)}</span></p></div>`,
    content(page),
    '</main>',
    '</body>',
    '</html>',
  ]
    .filter(Boolean)
    .join('\n');
}
