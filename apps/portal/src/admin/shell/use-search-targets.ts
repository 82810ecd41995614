/** What the search box offers for what was typed. */
import { useTranslation } from 'react-i18next';
import { matches, type SearchTarget } from './find-targets.ts';
import { navPath, visibleItems } from './nav-items.ts';
import type { ShellData } from './shell-data.ts';

export const useSearchTargets = (data: ShellData, typed: string): readonly SearchTarget[] => {
  const { t } = useTranslation();
  return visibleItems(data.person.grants, data.place)
    .map((item) => ({ key: item.key, title: t(`shell.nav.${item.key}`), to: navPath(item, data.place) }))
    .filter(({ title }) => matches(title, typed));
};
