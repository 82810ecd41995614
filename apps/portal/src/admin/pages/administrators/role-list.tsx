/** Roles with their places. */
import type { AdministratorView } from '@cordboard/contract/admin-api/administrators';
import type { TFunction } from 'i18next';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

type Grant = AdministratorView['grants'][number];

const textOf = ({ role, company, environment }: Grant, t: TFunction): string => {
  const roleName = t(`administrators.roles.${role}`);
  if (company === null) {
    return roleName;
  }
  const place =
    environment === null
      ? t('administrators.wholeCompany', { company: company.name })
      : t('administrators.inEnvironment', { company: company.name, environment: environment.name });
  return t('administrators.roleAt', { role: roleName, place });
};

export const RoleList = ({ grants }: { readonly grants: readonly Grant[] }): ReactElement => {
  const { t } = useTranslation();
  if (grants.length === 0) {
    return <span className="muted">{t('administrators.noRoles')}</span>;
  }
  const texts = grants.map((grant) => textOf(grant, t));
  return (
    <ul>
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
};
