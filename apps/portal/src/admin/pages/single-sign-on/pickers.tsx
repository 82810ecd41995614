/** Chooses the realm, and the service provider, that the page is about; nothing where there is only one. */
import { listRealms } from '@cordboard/contract/admin-api/realms';
import { SegmentedControl } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiList } from '../../api/use-api.ts';
import type { SsoData } from './use-single-sign-on.ts';

const SSO = '/$company/$environment/realms/$realm/single-sign-on';

const RealmChoice = ({ data }: { readonly data: SsoData }): ReactElement | null => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { company, environment, realm } = data.place;
  const { items } = useApiList(listRealms, { params: { company, environment } });
  return items.length < 2 ? null : (
    <SegmentedControl
      aria-label={t('singleSignOn.realm')}
      value={realm}
      onChange={(chosen) => void navigate({ to: SSO, params: { company, environment, realm: chosen }, search: {} })}
      data={items.map(({ slug, name }) => ({ value: slug, label: name }))}
    />
  );
};

const ProviderChoice = ({ data }: { readonly data: SsoData }): ReactElement | null => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { serviceProviders, serviceProvider, place } = data;
  return serviceProviders.length < 2 || serviceProvider === null ? null : (
    <SegmentedControl
      aria-label={t('singleSignOn.serviceProvider')}
      value={serviceProvider.slug}
      onChange={(sp) => void navigate({ to: SSO, params: place, search: { sp } })}
      data={serviceProviders.map(({ slug }) => ({ value: slug, label: slug }))}
    />
  );
};

export const Pickers = ({ data }: { readonly data: SsoData }): ReactElement => (
  <div className="row sso-pickers">
    <RealmChoice data={data} />
    <ProviderChoice data={data} />
  </div>
);
