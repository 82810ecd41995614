/** Invented pages to look at while working on them: every kind, with its ordinary and its awkward cases. */
import type { AgentPage, ErrorPage, LaunchpadPage, SignInPage, Tile } from '@cordboard/contract/agent-page';

const realm = {
  companyName: 'Acme Contact Center',
  environmentName: 'Production',
  basePath: '/e/acme/production/agents',
};
const now = Date.UTC(2026, 10, 21, 8, 41, 13);

const signIn: SignInPage = {
  kind: 'sign-in',
  realm,
  appName: 'Agent Desktop',
  choices: [
    { name: 'Okta', href: '/launchpad?with=okta', remembered: false },
    { name: 'Acme head office', href: '/launchpad?with=entra', remembered: false },
    { name: 'Partners', href: '/launchpad?with=partners', remembered: false },
  ],
  discoverHref: '/discover',
  continue: 'opaque',
  emailHint: 'priya@acme.example',
};

const manyNames = ['Berlin', 'Dublin', 'Lisbon', 'Łódź', 'Manila', 'Montréal', 'Pune', 'São Paulo', 'Québec', 'Zürich'];

const tile = (name: string, description: string, group: string, icon: string, more: Partial<Tile> = {}): Tile => ({
  slug: name.toLowerCase().replaceAll(' ', '-'),
  name,
  description,
  group,
  icon,
  href: `/open/${encodeURIComponent(name)}`,
  opensInOwnWindow: false,
  state: 'ready',
  ...more,
});

const launchpad: LaunchpadPage = {
  kind: 'launchpad',
  realm,
  person: { displayName: 'Priya Raman', firstName: 'Priya', login: 'priya@acme.example' },
  changePasswordHref: null,
  signedInWith: 'Okta',
  sessionEndsAt: now + 9 * 3_600_000,
  now,
  tiles: [
    tile('Agent Desktop', 'Calls, chats and your state, in one place', 'Work', 'headset'),
    tile('Communication Panel', 'Calls, chat and e-mail', 'Work', 'chat', { opensInOwnWindow: true }),
    tile('Amazon Connect', 'Contact control panel', 'Work', 'cloud', { opensInOwnWindow: true }),
    tile('Knowledge base', 'Articles and scripts', 'Work', 'book'),
    tile('Dashboard', 'Queues and service level', 'Monitor', 'dashboard'),
    tile('Reports', 'Live and historical data', 'Monitor', 'chart'),
    tile('Online Monitoring', 'Who is on which call', 'Monitor', 'monitor', { state: 'separate-password' }),
    tile('System Configurator', 'Users, queues, skills', 'Configure', 'gear'),
    tile('Visitor Chat Configurator', 'Chat forms and texts', 'Configure', 'chat', { state: 'unavailable' }),
  ],
  primaryTile: 'agent-desktop',
  signOutHref: '/signed-out',
  signOutToken: 'sample',
};

const error: ErrorPage = {
  kind: 'error',
  realm,
  problem: 'refused',
  reference: '7F3K-92QD',
  at: now,
  retryHref: '/sign-in',
};

const signedOut: AgentPage = {
  kind: 'signed-out',
  realm,
  signInHref: '/sign-in',
  identityProvider: null,
  reference: null,
  onHref: null,
};

const problems: readonly ErrorPage['problem'][] = [
  'refused',
  'unknown-person',
  'cookies',
  'expired',
  'used-twice',
  'identity-provider',
  'not-enabled',
  'not-found',
  'not-by-hand',
  'unavailable',
];

/** The pages by the path at which the preview shows them. */
export const samplePages: Readonly<Record<string, AgentPage>> = {
  'sign-in': signIn,
  'sign-in-remembered': {
    ...signIn,
    choices: signIn.choices.map((choice) => ({ ...choice, remembered: choice.name === 'Okta' })),
  },
  'sign-in-many': {
    ...signIn,
    appName: null,
    choices: manyNames.map((name) => ({ name: `Acme ${name}`, href: `/launchpad?with=${name}`, remembered: false })),
  },
  'sign-in-no-choices': { ...signIn, appName: null, choices: [], emailHint: '' },
  'sign-in-busy': { ...signIn, discoverHref: '/discover-busy' },
  'sign-in-stale': { ...signIn, discoverHref: '/discover-stale' },
  'sign-in-offline': { ...signIn, discoverHref: '/discover-broken' },
  launchpad,
  'launchpad-none': { ...launchpad, tiles: [], primaryTile: null },
  'launchpad-only-primary': { ...launchpad, tiles: launchpad.tiles.slice(0, 1) },
  'launchpad-no-primary': {
    ...launchpad,
    primaryTile: null,
    tiles: launchpad.tiles.map((each, index) => ({ ...each, group: index < 4 ? '' : each.group })),
  },
  'launchpad-primary-off': {
    ...launchpad,
    tiles: launchpad.tiles.map((each) => (each.slug === 'agent-desktop' ? { ...each, state: 'unavailable' } : each)),
  },
  'launchpad-ended': { ...launchpad, sessionEndsAt: now },
  'signed-out': signedOut,
  ...Object.fromEntries(
    (['signed-out', 'partly', 'still-signed-in', 'unknown'] as const).map((outcome): [string, AgentPage] => [
      `signed-out-${outcome}`,
      {
        ...signedOut,
        identityProvider: { name: 'Okta', outcome },
        reference: outcome === 'unknown' ? '7F3K-92QD' : null,
      },
    ]),
  ),
  'error-no-realm': { ...error, realm: null, problem: 'not-found', reference: null, retryHref: null },
  ...Object.fromEntries(problems.map((problem): [string, AgentPage] => [`error-${problem}`, { ...error, problem }])),
  'error-sign-out': { ...error, problem: 'sign-out', retryHref: null },
};
