/** Roles, one a row: which, and where. */
import { companyRoles } from '@cordboard/contract/admin-api/administrators';
import { listCompanies } from '@cordboard/contract/admin-api/companies';
import { listEnvironments } from '@cordboard/contract/admin-api/environments';
import { roles } from '@cordboard/contract/admin-api/permissions';
import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useFieldArray, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { type Option, SelectField } from '../../parts/fields.tsx';
import { Icon } from '../../parts/icon.tsx';
import type { Scope } from './administrator-scope.ts';
import './administrators.css';
import { EVERYWHERE, type GrantRow, mayNarrow, needsCompany, newRow } from './grant-rows.ts';

/** As many as one answer holds; an installation with more is searched by other means. */
const WHOLE_LIST = { limit: 200 };

const toOption = ({ slug, name }: { readonly slug: string; readonly name: string }): Option => ({
  value: slug,
  label: name,
});

const CompanyField = ({ name }: { readonly name: string }): ReactElement => {
  const { t } = useTranslation();
  const { data } = useApi(listCompanies, { query: WHOLE_LIST });
  return (
    <SelectField
      name={`${name}.company`}
      label={t('administrators.company')}
      options={(data?.body.items ?? []).map(toOption)}
      searchable
    />
  );
};

const EnvironmentField = ({ name, company }: { readonly name: string; readonly company: string }): ReactElement => {
  const { t } = useTranslation();
  const { data } = useApi(listEnvironments, { params: { company }, query: WHOLE_LIST }, { enabled: company !== '' });
  const everywhere = { value: EVERYWHERE, label: t('administrators.everyEnvironment') };
  return (
    <SelectField
      name={`${name}.environment`}
      label={t('administrators.environment')}
      options={[everywhere, ...(data?.body.items ?? []).map(toOption)]}
    />
  );
};

/** The fields of one role. */
export const GrantRowFields = ({ name, scope }: { readonly name: string; readonly scope: Scope }): ReactElement => {
  const { t } = useTranslation();
  const row = useWatch({ name }) as GrantRow | undefined;
  const choices = scope === null ? roles : companyRoles;
  return (
    <>
      <SelectField
        name={`${name}.role`}
        label={t('administrators.role')}
        {...(row !== undefined && { description: t(`administrators.roleHelp.${row.role}`) })}
        options={choices.map((value) => ({ value, label: t(`administrators.roles.${value}`) }))}
      />
      <div className="field-pair">
        {scope === null && row !== undefined && needsCompany(row) && <CompanyField name={name} />}
        {row !== undefined && mayNarrow(row) && <EnvironmentField name={name} company={row.company} />}
      </div>
    </>
  );
};

/** Any number of roles. */
export const GrantFields = ({ scope }: { readonly scope: Scope }): ReactElement => {
  const { t } = useTranslation();
  const { fields, append, remove } = useFieldArray<{ grants: GrantRow[] }>({ name: 'grants' });
  return (
    <div className="stack">
      {fields.map(({ id }, index) => (
        <fieldset key={id} className="fieldset grant-row">
          <legend>{t('administrators.roleNumber', { number: index + 1 })}</legend>
          <GrantRowFields name={`grants.${index}`} scope={scope} />
          <div>
            <Button
              size="xs"
              aria-label={t('administrators.removeRole', { number: index + 1 })}
              leftSection={<Icon name="trash" size={14} />}
              onClick={() => remove(index)}
            >
              {t('administrators.remove.role')}
            </Button>
          </div>
        </fieldset>
      ))}
      {fields.length === 0 && (
        <p className="muted">{t(scope === null ? 'administrators.noRoleLeft' : 'administrators.noRoleLeftHere')}</p>
      )}
      <div>
        <Button leftSection={<Icon name="plus" size={16} />} onClick={() => append(newRow(scope))}>
          {t('administrators.addRole')}
        </Button>
      </div>
    </div>
  );
};
