/** Words of the pages for those who are not signed in. */
export const signIn = {
  title: 'Sign in',
  lead: 'Administration of Cordboard',
  login: 'E-mail address',
  password: 'Password',
  submit: 'Sign in',
  or: 'or',
  passkey: 'Sign in with a passkey',
  passkeyFailed: 'No passkey was used. Try again, or sign in with your password.',
  recovery: 'Single sign-on for administrators does not work? Recovery sign-in',
  notSetUp: {
    title: 'This installation has no owner yet',
    words: 'Open the set-up link that the hub printed when it started.',
  },
  recoveryPage: {
    title: 'Recovery sign-in',
    lead: 'For the day on which your company’s identity provider cannot sign administrators in. Use your password and second factor; the sign-in is written to the audit log.',
    back: 'Back to the sign-in',
  },
  second: {
    title: 'One more step',
    lead: 'Confirm that it is you.',
    totp: 'Code from your authenticator app',
    totpHelp: '6 digits',
    recoveryCode: 'Recovery code',
    recoveryHelp: 'One of the codes that you stored. It works once.',
    submit: 'Confirm',
    usePasskey: 'Use a passkey',
    useTotp: 'Use your authenticator app',
    useRecoveryCode: 'Use a recovery code',
    over: 'Start again',
  },
  setUp: {
    title: 'Set up Cordboard',
    lead: 'You become the first owner of this installation. Owners make companies and name other administrators.',
    name: 'Your name',
    loginHelp: 'You sign in with it.',
    passwordHelp: 'At least 12 characters. A few words are easier to keep than signs.',
    submit: 'Become the owner',
    noToken: {
      title: 'The set-up link is not complete',
      words:
        'Open the link that the hub printed when it started, with everything behind the #. Starting the hub again prints a new one.',
    },
    done: {
      title: 'This installation has an owner already',
      words: 'The set-up link works once. Sign in, or ask the owner for an invitation.',
      link: 'To the sign-in',
    },
  },
  invitation: { title: 'Welcome to Cordboard', lead: 'Choose a password for {{login}}.', submit: 'Join' },
  reset: { title: 'Choose a new password', lead: 'For {{login}}.', submit: 'Save the password' },
  newPassword: 'New password',
  resetDone: 'The password is changed. Sign in with it.',
  link: {
    reading: 'Reading the link…',
    over: {
      title: 'This link does not work any more',
      words: 'It was used, is too old, or was not copied whole. Ask whoever sent it for a new one.',
    },
  },
} as const;
