/** Words of tests of connections. */
export const tests = {
  test: 'Test SSO',
  testNextKeys: 'Test with the next key',
  testStaged: 'Test the change',
  again: 'Test again',
  opening: 'Opening the test…',
  title: 'Test of {{name}}',
  back: 'Single sign-on',
  by: 'By',
  begun: 'Begun',
  finished: 'Finished',
  reference: 'Reference',
  subject: 'What was tested',
  stagedSubject: 'The change that waits',
  presentSubject: 'The settings in use',
  progress: {
    title: 'Waiting for the identity provider',
    waiting: 'The small window leads to the identity provider. Sign in there with your own account.',
    inProgress: 'The identity provider is asked now. Sign in there with your own account.',
    only: 'Only you are tested. Nobody else notices anything.',
    until: 'The link of the test works once, until {{at}}.',
  },
  blocked: {
    title: 'The browser has blocked the small window',
    words: 'Continue in this tab instead. The last page of the test leads back here.',
    action: 'Continue in this tab',
    copy: 'Copy the link for another browser',
  },
  lost: {
    title: 'The test waits in another window',
    words:
      'This page was loaded again, so the link of the test is not here any more. Begin a new test if the window is gone.',
  },
  closed: {
    title: 'Not finished',
    words: 'The window was closed before an answer came. Nothing was changed. Begin again when you are ready.',
  },
  timedOut: {
    title: 'Timed out',
    words:
      'No answer came within five minutes. Nothing was changed. If the identity provider showed an error of its own, its administrator finds the cause there.',
  },
  succeeded: {
    title: 'The test succeeded',
    words: 'The answer was accepted, and you were recognised as {{login}}.',
    enable: 'Single sign-on can be enabled now.',
    next: 'Go to Single sign-on',
    staged: 'The change can be accepted now.',
    stagedNext: 'Go to the connection',
  },
  unknown: {
    title: 'The answer was accepted, but it was not about you',
    words:
      'The identity provider signed in somebody who is no administrator of this environment. A test counts only when an administrator is recognised, by the e-mail address.',
    fix: 'Test again, and sign in as yourself. If that was you, give your account here the e-mail address that the identity provider sends, or correct the attribute with the e-mail address.',
    claims: 'Map claims',
  },
  outdated: {
    title: 'Settings were changed after this test',
    words: 'It does not count any more: {{fields}}.',
  },
  failed: {
    title: 'The test failed',
    noAttempt: 'The sign-in was refused before it began.',
    retry: 'Correct the cause, then test again.',
    traps: 'Known causes at {{name}}',
    shows: 'It shows: {{text}}',
  },
  claims: {
    title: 'Claims received',
    lead: 'What the identity provider said about the person who signed in.',
    nameId: 'NameID',
    format: 'Format',
    noFormat: 'not said',
    attribute: 'Attribute',
    value: 'Value',
    none: 'No attributes arrived.',
    caption: 'Attributes of the answer',
    context: 'Way of signing in',
    use: 'Map claims',
  },
} as const;
