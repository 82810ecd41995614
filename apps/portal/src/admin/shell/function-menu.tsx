/** The function menu: pages in groups, the present one marked. */
import { Link, useLocation } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../parts/icon.tsx';
import { isPresent, type NavGroup, type NavItem, navPath, visibleItems } from './nav-items.ts';
import type { ShellData } from './shell-data.ts';
import './function-menu.css';

const groups: readonly (NavGroup | null)[] = [null, 'configuration', 'people', 'companyGroup', 'installationGroup'];

interface FunctionMenuProps {
  readonly data: ShellData;
  readonly onChosen?: () => void;
}

const Item = ({ item, data, onChosen }: FunctionMenuProps & { readonly item: NavItem }): ReactElement => {
  const { t } = useTranslation();
  const pathname = useLocation({ select: (location) => location.pathname });
  return (
    <li>
      <Link
        className="nav-item"
        to={navPath(item, data.place)}
        {...(isPresent(item, data.place, pathname) && { 'aria-current': 'page' })}
        activeOptions={{ exact: true, includeSearch: false }}
        onClick={onChosen}
      >
        <Icon name={item.icon} />
        {t(`shell.nav.${item.key}`)}
      </Link>
    </li>
  );
};

export const FunctionMenu = ({ data, onChosen }: FunctionMenuProps): ReactElement => {
  const { t } = useTranslation();
  const items = visibleItems(data.person.grants, data.place);
  return (
    <nav className="function-menu" aria-label={t('shell.menu')}>
      {groups.map((group) => {
        const own = items.filter((item) => item.group === group);
        return own.length === 0 ? null : (
          <div key={group ?? 'top'} className="nav-group">
            {group !== null && <h2 className="nav-heading">{t(`shell.nav.${group}`)}</h2>}
            <ul>
              {own.map((item) => (
                <Item key={item.key} item={item} data={data} {...(onChosen !== undefined && { onChosen })} />
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
};
