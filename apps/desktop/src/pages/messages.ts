/** What the pages say when something is in the way. Plain words: nothing of protocols, nobody to blame. */
import type { MessagePageOptions } from './message-page.ts';

const signInAgain = { label: 'Sign in', href: '/sign-in' } as const;
const tryAgain = { label: 'Try again', href: '/sign-in' } as const;

export const hubUnreachable: MessagePageOptions = {
  title: 'Sign-in is not available',
  text: 'The sign-on service of your company does not answer. Wait a minute and try again. If it goes on, tell your supervisor.',
  action: tryAgain,
};

export const signInRefused: MessagePageOptions = {
  title: 'You are not signed in',
  text: 'The sign-in was not completed. Try again. If it goes on, tell your supervisor.',
  action: tryAgain,
};

export const signInUnknown: MessagePageOptions = {
  title: 'This sign-in is over',
  text: 'It was used already, was begun in another browser, or took longer than 15 minutes. Nothing is wrong with your account.',
  action: { label: 'Sign in again', href: '/sign-in' },
};

export const sessionEnded: MessagePageOptions = {
  title: 'Your sign-in has ended',
  text: 'Your company ended the session, or it reached its longest duration. Sign in again to go on working.',
  action: { label: 'Sign in again', href: '/sign-in' },
};

export const pageOutdated: MessagePageOptions = {
  title: 'This page is out of date',
  text: 'The form belongs to an earlier sign-in. Nothing was changed.',
  action: { label: 'Go to the desktop', href: '/' },
};

export const notFound: MessagePageOptions = {
  title: 'There is no such page',
  text: 'The address is not one of the Agent Desktop.',
  action: { label: 'Go to the desktop', href: '/' },
};

export const defect: MessagePageOptions = {
  title: 'Something went wrong',
  text: 'The desktop could not do this. Try again. If it goes on, tell your supervisor.',
  action: { label: 'Go to the desktop', href: '/' },
};

/** `everywhere` leads to the hub's own sign-out. */
export const signedOut = (everywhere: URL | undefined): MessagePageOptions => ({
  title: 'You are signed out',
  text: 'The Agent Desktop has closed your session. Other applications may still be open: on a shared computer, sign out of them too.',
  action: signInAgain,
  link: everywhere === undefined ? undefined : { label: 'Sign out of all applications', href: '/sign-out-everywhere' },
});
