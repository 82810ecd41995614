/** The name of a realm for pages below it; its slug until the name is read, and where it cannot be. */
import { readRealm } from '@cordboard/contract/admin-api/realms';
import { useApi } from '../../api/use-api.ts';
import type { RealmPlace } from './realm-place.ts';

export const useRealmName = ({ company, environment, realm }: RealmPlace): string =>
  useApi(readRealm, { params: { company, environment, realm } }).data?.body.name ?? realm;
