/** Steps that happen here and read the same for every vendor. */
import type { GuideStep } from './guide-step.ts';

/** @param where Where the address is found, as a sentence. */
export const enterMetadataUrl = (where: string): GuideStep => ({
  id: 'enter-metadata-url',
  title: 'Paste the metadata URL here',
  owner: 'you',
  text: `${where} Paste it here: entity ID, addresses and certificates are read from it and stay current by themselves.`,
  enters: ['metadataUrl'],
});

/** Who signs in here, and how they are recognised. */
export const confirmEmail: GuideStep = {
  id: 'confirm-email',
  title: 'Say how people are recognised',
  owner: 'you',
  text: 'The attribute with the e-mail address is filled in; its name must match letter by letter. List the e-mail domains of the people who sign in here. Only addresses in these domains are matched to users.',
  enters: ['emailAttribute', 'emailDomains'],
};

export const testSignIn: GuideStep = {
  id: 'test-sign-in',
  title: 'Test the sign-in',
  owner: 'you',
  text: 'Select Test SSO and sign in with your own account. The result names every check, and says who can correct what failed. Nobody else is affected until you enable sign-on.',
};
