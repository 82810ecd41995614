/** Company and environment of the page; choosing another one changes the address. */
import { Button, Menu } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../parts/icon.tsx';
import { allows, INSTALLATION } from '../session/session.ts';
import { isProduction, type ShellData, type ShellEnvironment } from './shell-data.ts';
import './environment-switcher.css';

/** Filled for production, hollow for the others: the one where mistakes hurt stands out. */
export const EnvironmentDot = ({ environment }: { readonly environment: ShellEnvironment }): ReactElement => (
  <span className={isProduction(environment) ? 'dot production' : 'dot'} aria-hidden="true" />
);

const Choices = ({ data }: { readonly data: ShellData }): ReactElement | null => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { company, environments, place } = data;
  if (company === null) {
    return null;
  }
  return (
    <>
      <Menu.Label>{t('shell.switcher.environments', { company: company.name })}</Menu.Label>
      {environments.map((environment) => (
        <Menu.Item
          key={environment.slug}
          leftSection={<EnvironmentDot environment={environment} />}
          rightSection={environment.slug === place.environment ? <Icon name="check" size={16} /> : null}
          {...(environment.slug === place.environment && { 'aria-current': true })}
          onClick={() =>
            void navigate({
              to: '/$company/$environment',
              params: { company: company.slug, environment: environment.slug },
            })
          }
        >
          {environment.name}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item
        leftSection={<Icon name="building" size={16} />}
        onClick={() => void navigate({ to: '/$company/-/home', params: { company: company.slug } })}
      >
        {t('shell.switcher.company', { company: company.name })}
      </Menu.Item>
    </>
  );
};

export const EnvironmentSwitcher = ({ data }: { readonly data: ShellData }): ReactElement | null => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { company, environments, place, person } = data;
  if (company === null) {
    return null;
  }
  const environment = environments.find(({ slug }) => slug === place.environment);
  const name = environment?.name ?? t('shell.switcher.choose');
  return (
    <div className="switcher">
      <span className="switcher-slash" aria-hidden="true">
        /
      </span>
      <Link className="switcher-company" to="/$company/-/home" params={{ company: company.slug }}>
        {company.name}
      </Link>
      <span className="switcher-slash switcher-company" aria-hidden="true">
        /
      </span>
      <Menu position="bottom-start" width={260}>
        <Menu.Target>
          <Button
            className="switcher-button"
            aria-label={t('shell.switcher.label', { name })}
            leftSection={environment === undefined ? null : <EnvironmentDot environment={environment} />}
            rightSection={<Icon name="chevron" size={16} />}
          >
            {name}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Choices data={data} />
          {allows(person.grants, 'installation.write', INSTALLATION) && (
            <Menu.Item
              leftSection={<Icon name="layers" size={16} />}
              onClick={() => void navigate({ to: '/-/companies' })}
            >
              {t('shell.switcher.companies')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
};
