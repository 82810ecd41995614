/** The words that turn up whatever one does, and whom to ask for what. A test holds that docs/admin/words.md says the same. */
export const words = {
  title: 'Words of single sign-on',
  lead: 'Nobody has to know SAML to use this portal. What the words mean, and who has what you need.',
  terms: 'The words',
  term: 'Word',
  meaning: 'What it means',
  whom: 'Whom to ask for what',
  need: 'You need',
  ask: 'Ask',
  say: 'Say',
  entries: [
    {
      term: 'Single sign-on (SSO)',
      meaning: 'People prove who they are once, and every application that belongs to it lets them in.',
    },
    {
      term: 'Identity provider (IdP)',
      meaning:
        'The system that knows the people of a company and asks for their password: Okta, Microsoft Entra ID, AD FS and others.',
    },
    {
      term: 'Service provider (SP)',
      meaning:
        'The side that people want to get into, and that believes what the identity provider says. To an identity provider, Cordboard is one. AD FS calls it a relying party.',
    },
    {
      term: 'Federation',
      meaning:
        'An agreement of two organisations or systems that one accepts the sign-ins of the other. Also called identity federation; a person known through it has a federated identity.',
    },
    {
      term: 'SAML',
      meaning:
        'The language of that agreement, here always SAML 2.0: the identity provider sends a signed statement about a person through the browser.',
    },
    {
      term: 'Assertion',
      meaning:
        'That statement: who the person is, for whom it was made, how long it is valid. It comes inside a response.',
    },
    {
      term: 'Circle of trust',
      meaning:
        'The identity provider and the service providers that have exchanged their metadata, and therefore believe each other.',
    },
    { term: 'Metadata', meaning: 'A document that describes one side: its name, its addresses, its certificates.' },
    {
      term: 'Entity ID',
      meaning: 'The name of one side in all messages. It looks like an address, and is only compared, never opened.',
    },
    { term: 'ACS URL', meaning: 'The address of ours that the identity provider sends its answer to.' },
    {
      term: 'Single logout (SLO)',
      meaning:
        'A sign-out on one side that ends the session on the other side too. The SLO URL is the address of ours that messages about it go to.',
    },
    { term: 'NameID', meaning: 'How the identity provider names the person in the assertion.' },
    {
      term: 'Attribute, claim',
      meaning: 'One fact about the person, such as the e-mail address. Its name counts letter by letter.',
    },
    {
      term: 'Deep link',
      meaning: 'An address that leads to one application of the identity provider without its own start page.',
    },
    { term: 'Keystore', meaning: 'A file, protected by a password, with a private key and its certificate.' },
  ],
  asks: [
    {
      need: 'the metadata of the identity provider',
      ask: 'its administrator',
      say: 'a URL is better than a file: it stays current by itself',
    },
    {
      need: 'the certificate of the identity provider',
      ask: 'its administrator',
      say: 'it is in the metadata; have the fingerprint confirmed by another way than the one it came by',
    },
    { need: 'the exact name of the e-mail attribute', ask: 'its administrator', say: 'upper and lower case count' },
    {
      need: 'people or groups assigned to the application',
      ask: 'its administrator',
      say: 'include the person who runs the test',
    },
    {
      need: 'a keystore file, its alias and its passwords',
      ask: 'whoever issues certificates in your company',
      say: 'only for a certificate of your own; otherwise Cordboard makes the keys',
    },
    {
      need: 'clocks that are synchronised (NTP)',
      ask: 'whoever runs the servers, on both sides',
      say: 'a failed test names the difference in seconds',
    },
    {
      need: 'tenant name, host names, nodes',
      ask: 'the administrator of the contact centre',
      say: 'full host names, never IP addresses',
    },
    {
      need: 'a role in the portal',
      ask: 'an owner, or the administrator of your company',
      say: 'the page on administrators lists the roles',
    },
  ],
} as const;
