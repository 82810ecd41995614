/** What the search box offers for what was typed. */
import { listRealms } from '@cordboard/contract/admin-api/realms';
import { listUsers, type User } from '@cordboard/contract/admin-api/users';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CallApi } from '../api/call-api.ts';
import { useCallApi } from '../api/call-api-context.tsx';
import { allows, type PagePlace } from '../session/session.ts';
import { asReference, isSurelyReference, matches, type SearchTarget } from './find-targets.ts';
import { navPath, visibleItems } from './nav-items.ts';
import type { ShellData } from './shell-data.ts';

const TYPING_MS = 200;
const LEAST_LETTERS = 2;
const PEOPLE_PER_REALM = 5;
const MOST_REALMS = 5;

interface FoundPerson {
  readonly realm: string;
  readonly user: User;
}

const findPeople = async (
  callApi: CallApi,
  place: { readonly company: string; readonly environment: string },
  search: string,
): Promise<readonly FoundPerson[]> => {
  const realms = await callApi(listRealms, { params: place, query: { limit: MOST_REALMS } });
  const found = await Promise.all(
    realms.body.items.map(async ({ slug }) => {
      const params = { ...place, realm: slug };
      const { body } = await callApi(listUsers, { params, query: { search, limit: PEOPLE_PER_REALM } });
      return body.items.map((user) => ({ realm: slug, user }));
    }),
  );
  return found.flat();
};

const usePeople = (data: ShellData, typed: string): readonly FoundPerson[] => {
  const callApi = useCallApi();
  const [search] = useDebouncedValue(typed, TYPING_MS);
  const { company, environment } = data.place;
  const isPossible =
    company !== null &&
    environment !== null &&
    search.length >= LEAST_LETTERS &&
    allows(data.person.grants, 'people.read', data.place);
  const found = useQuery({
    queryKey: ['users', 'search', company, environment, search],
    enabled: isPossible,
    queryFn: () => findPeople(callApi, { company: company ?? '', environment: environment ?? '' }, search),
  });
  return isPossible ? (found.data ?? []) : [];
};

const personTarget = ({ company, environment }: PagePlace, { realm, user }: FoundPerson): SearchTarget => ({
  key: user.info.id,
  title: user.displayName ?? user.login,
  detail: user.email ?? user.login,
  to: `/${company}/${environment}/realms/${realm}/users/${encodeURIComponent(user.info.id)}`,
});

export const useSearchTargets = (data: ShellData, typed: string): readonly SearchTarget[] => {
  const { t } = useTranslation();
  const people = usePeople(data, typed);
  const pages = visibleItems(data.person.grants, data.place)
    .map((item) => ({ key: item.key, title: t(`shell.nav.${item.key}`), to: navPath(item, data.place) }))
    .filter(({ title }) => matches(title, typed));
  const reference = asReference(typed);
  const { company, environment } = data.place;
  const attempt: readonly SearchTarget[] =
    reference === null || company === null || !allows(data.person.grants, 'attempts.read', data.place, true)
      ? []
      : [
          {
            key: reference,
            title: t('shell.search.reference', { reference }),
            to: `/${company}/${environment ?? data.environments[0]?.slug ?? '-'}/sign-in-attempts/${reference}`,
          },
        ];
  const found = [...pages, ...people.map((person) => personTarget(data.place, person))];
  // Enter opens the first: a word of eight letters is looked for as a word.
  return isSurelyReference(typed) ? [...attempt, ...found] : [...found, ...attempt];
};
