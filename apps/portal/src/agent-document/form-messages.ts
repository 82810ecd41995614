/**
 * English texts of the pages with password forms. They are written on the server, so they cost the agent pages nothing.
 * No text says whose fault it is, and none tells an unknown user name from a wrong password.
 */
import type { FormProblem, PasswordNoticePage } from '@cordboard/contract/agent-page';

export const formMessages = {
  signInTitle: 'Sign in',
  login: 'User name',
  password: 'Password',
  signIn: 'Sign in',
  otherWays: 'Sign in another way',
  forgotten: 'Forgotten your password?',
  newTitle: 'Choose a password',
  changeTitle: 'Change your password',
  present: 'Present password',
  new: 'New password',
  newHint: 'At least 12 characters. Four or five words that do not belong together make a good one.',
  repeated: 'New password again',
  save: 'Save the password',
  back: 'Back to your applications',
  reference: 'Reference',
  goOnSignedIn: 'You are signed in',
  goOnSigningOut: 'Signing you out',
  goOn: 'Continue',
} as const;

/** Above the form: to which application a sign-in leads. */
export const toContinue = (app: string): string => `to continue to ${app}`;

const waitText = (seconds: number): string => {
  const minutes = Math.ceil(seconds / 60);
  if (seconds < 60) {
    return seconds === 1 ? '1 second' : `${seconds} seconds`;
  }
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
};

/** What went wrong with the form. */
export const problemText = (problem: FormProblem): string => {
  switch (problem.kind) {
    case 'not-accepted':
      return 'That did not work. Check the user name and the password, capital letters too. If they are right, ask your supervisor whether you can sign in this way.';
    case 'wait':
      return `There were several tries in a short time. Wait ${waitText(problem.seconds)}, then try again.`;
    case 'busy':
      return 'Many people are signing in at this moment. Try again in a few seconds.';
    case 'present-password':
      return 'The present password did not match. Type it again.';
    case 'length':
      return 'The new password needs between 12 and 256 characters.';
    case 'guessable':
      return 'That password would be easy to guess. Choose one without your name, common words or repetitions.';
    case 'differs':
      return 'The two new passwords differ. Type the same one twice.';
  }
};

/** Title, text and the words of the link of each notice. */
export const noticeTexts: Readonly<
  Record<PasswordNoticePage['notice'], { readonly title: string; readonly text: string; readonly on: string }>
> = {
  'link-over': {
    title: 'This link works no longer',
    text: 'Each link works once, and only for a while. Ask your supervisor or an administrator for a new one.',
    on: 'Go to the sign-in',
  },
  'password-set': {
    title: 'Your password is saved',
    text: 'You cannot sign in with it at the moment. Your supervisor tells you when you need it.',
    on: 'Go to the sign-in',
  },
  'password-changed': {
    title: 'Your password is changed',
    text: 'Use the new one from now on. Other browsers in which you were signed in with the former one are signed out.',
    on: formMessages.back,
  },
  'no-password': {
    title: 'You have no password here',
    text: 'Your company signs you in. Its own pages are the place to change that password.',
    on: formMessages.back,
  },
  'not-offered': {
    title: 'A user name and a password are not used here',
    text: 'Sign in the way that your company offers. If that is out of order, tell your supervisor.',
    on: 'Go to the sign-in',
  },
  forgotten: {
    title: 'Forgotten your password?',
    text: 'Ask your supervisor or an administrator for a new link. With it you choose a new password.',
    on: 'Back to the sign-in',
  },
};
