/** Finds people of a realm while somebody types. */
import { listUsers, type User } from '@cordboard/contract/admin-api/users';
import { useDebouncedValue } from '@mantine/hooks';
import { useApi } from '../../api/use-api.ts';
import type { RealmPlace } from '../realms/realm-place.ts';

const SHOWN = 20;
const PAUSE_MS = 200;

/** @param typed beginning of a login, e-mail address or name; the first people of the realm while it is empty */
export const useFoundUsers = (place: RealmPlace, typed: string): readonly User[] => {
  const [search] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const query = { limit: SHOWN, ...(search !== '' && { search }) };
  return useApi(listUsers, { params: { ...place }, query }).data?.body.items ?? [];
};
