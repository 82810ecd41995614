/** What may be another after any change about single sign-on. */
export const SINGLE_SIGN_ON_RESOURCES = [
  'singleSignOn',
  'connections',
  'connectionTrust',
  'connectionTests',
  'setUps',
  'realms',
  'serviceProviders',
] as const;
