/** Every migration, oldest first. A test asserts that each numbered file is listed. */
import { initial } from './0001-initial.ts';
import { administration } from './0002-administration.ts';
import { connectionTests } from './0003-connection-tests.ts';
import { setUps } from './0004-set-ups.ts';
import { apiKeys } from './0005-api-keys.ts';
import { directoryLists } from './0006-directory-lists.ts';
import { administrators } from './0007-administrators.ts';
import { keyLife } from './0008-key-life.ts';
import { localSignIn } from './0009-local-sign-in.ts';
import { metadataRefresh } from './0010-metadata-refresh.ts';
import { aliases } from './0011-aliases.ts';
import { companySessions } from './0012-company-sessions.ts';
import { auditActorNames } from './0013-audit-actor-names.ts';
import { singleLogout } from './0014-single-logout.ts';
import { companySignOut } from './0015-company-sign-out.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [
  initial,
  administration,
  connectionTests,
  setUps,
  apiKeys,
  directoryLists,
  administrators,
  keyLife,
  localSignIn,
  metadataRefresh,
  aliases,
  companySessions,
  auditActorNames,
  singleLogout,
  companySignOut,
];
