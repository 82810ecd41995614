/** All English texts, page by page. Another language is a folder beside this one of the same shape. */
import { account } from './account.ts';
import { administrators } from './administrators.ts';
import { apiKeys } from './api-keys.ts';
import { applications } from './applications.ts';
import { attempts } from './attempts.ts';
import { auditLog } from './audit-log.ts';
import { certificates } from './certificates.ts';
import { claims } from './claims.ts';
import { clock } from './clock.ts';
import { companies } from './companies.ts';
import { connections } from './connections.ts';
import { environments } from './environments.ts';
import { home } from './home.ts';
import { impact } from './impact.ts';
import { keys } from './keys.ts';
import { localSignIn } from './local-sign-in.ts';
import { parts } from './parts.ts';
import { problems } from './problems.ts';
import { realms } from './realms.ts';
import { serviceProviders } from './service-providers.ts';
import { setUps } from './set-ups.ts';
import { shell } from './shell.ts';
import { signIn } from './sign-in.ts';
import { singleSignOn } from './single-sign-on.ts';
import { start } from './start.ts';
import { tests } from './tests.ts';
import { users } from './users.ts';
import { words } from './words.ts';

export const en = {
  account,
  administrators,
  apiKeys,
  applications,
  attempts,
  auditLog,
  certificates,
  clock,
  companies,
  environments,
  home,
  impact,
  localSignIn,
  keys,
  parts,
  problems,
  realms,
  serviceProviders,
  shell,
  signIn,
  start,
  users,
  claims,
  connections,
  setUps,
  singleSignOn,
  tests,
  words,
} as const;
