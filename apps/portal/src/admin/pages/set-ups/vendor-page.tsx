/** Which product, and in which order: then the set-up begins. */
import { listConnections } from '@cordboard/contract/admin-api/connections';
import { readEnvironment } from '@cordboard/contract/admin-api/environments';
import { createServiceProvider, listServiceProviders } from '@cordboard/contract/admin-api/service-providers';
import { createSetUp, listSetUps } from '@cordboard/contract/admin-api/set-ups';
import type { SetUpOrder } from '@cordboard/vendors/guide-step';
import { type IdpVendor, type IdpVendorId, idpVendorIds } from '@cordboard/vendors/idp-vendor';
import { idpVendor, idpVendors } from '@cordboard/vendors/idp-vendors';
import type { PlatformProfile } from '@cordboard/vendors/platform-profile';
import { platformProfile } from '@cordboard/vendors/platform-profiles';
import { presetsFor } from '@cordboard/vendors/presets-for';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useApi, useApiList } from '../../api/use-api.ts';
import { useCreate } from '../../api/use-create.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { Panel } from '../../parts/card.tsx';
import { RadioField, TextField } from '../../parts/fields.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import type { RealmPlace } from '../realms/realm-place.ts';
import { SINGLE_SIGN_ON_RESOURCES } from '../single-sign-on/stale.ts';
import { freeSlug } from './begin-form.ts';
import './wizard.css';

const SSO = '/$company/$environment/realms/$realm/single-sign-on';
const routeApi = getRouteApi(`/_signed-in${SSO}/connect`);

const schema = z.object({
  vendor: z.enum(idpVendorIds),
  name: z.string().min(1).max(128),
  order: z.enum(['import', 'by-hand']),
});
type Values = z.infer<typeof schema>;

/** For other products the administrator names theirs. */
const nameFor = (vendor: IdpVendor): string => (vendor.id === 'generic' ? '' : vendor.name);

const orders = ({ guides }: IdpVendor): readonly SetUpOrder[] =>
  (['import', 'by-hand'] as const).filter((order) => guides[order] !== undefined);

const VendorField = (): ReactElement => {
  const { t } = useTranslation();
  const { watch, setValue } = useFormContext<Values>();
  const chosen = watch('vendor');
  const name = watch('name');
  const choose = (id: IdpVendorId): void => {
    const before = idpVendor(chosen);
    const vendor = idpVendor(id);
    setValue('vendor', id);
    setValue('order', vendor.recommendedOrder);
    if (name === nameFor(before) || name === '') {
      setValue('name', nameFor(vendor));
    }
  };
  return (
    <fieldset className="fieldset">
      <legend>{t('setUps.picker.legend')}</legend>
      <div className="vendor-grid">
        {idpVendors.map((vendor) => (
          <label key={vendor.id} className="vendor-tile">
            <input
              type="radio"
              name="vendor"
              value={vendor.id}
              checked={vendor.id === chosen}
              onChange={() => choose(vendor.id)}
            />
            <span className="vendor-words">
              <strong>{vendor.name}</strong>
              {vendor.alsoKnownAs.length > 0 && (
                <span className="muted small">
                  {t('setUps.picker.also', { names: vendor.alsoKnownAs.slice(0, 3).join(', ') })}
                </span>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};

const OrderField = (): ReactElement => {
  const { t } = useTranslation();
  const { watch } = useFormContext<Values>();
  const vendor = idpVendor(watch('vendor'));
  const [only, another] = orders(vendor);
  if (only !== undefined && another === undefined) {
    return (
      <div className="stack-s">
        <p>
          <strong>{t('setUps.picker.order')}</strong>
        </p>
        <p>{t(`setUps.picker.orders.${only}`)}</p>
        <p className="muted small">{t('setUps.picker.only', { name: vendor.name, reason: vendor.orderReason })}</p>
      </div>
    );
  }
  return (
    <RadioField
      name="order"
      label={t('setUps.picker.order')}
      description={t('setUps.picker.recommended', { name: vendor.name, reason: vendor.orderReason })}
      choices={orders(vendor).map((value) => ({
        value,
        label: t(`setUps.picker.orders.${value}`),
        description: t(`setUps.picker.orderHelp.${value}`),
      }))}
    />
  );
};

const Before = (): ReactElement | null => {
  const { t } = useTranslation();
  const { watch } = useFormContext<Values>();
  const { beforeYouBegin } = idpVendor(watch('vendor'));
  return beforeYouBegin.length === 0 ? null : (
    <Notice status="info" title={t('setUps.picker.before')}>
      <ul className="bullets">
        {beforeYouBegin.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Notice>
  );
};

/** Makes the service provider as well where the realm has none. */
const useBegin = (place: RealmPlace, serviceProvider: string | null, platform: PlatformProfile) => {
  const makeProvider = useCreate(createServiceProvider, { alsoStale: SINGLE_SIGN_ON_RESOURCES });
  const makeSetUp = useCreate(createSetUp, { alsoStale: SINGLE_SIGN_ON_RESOURCES });
  return async ({ vendor, name, order }: Values, slug: string): Promise<{ serviceProvider: string; setUp: string }> => {
    const known = idpVendor(vendor);
    const presets = presetsFor(known, platform);
    const made =
      serviceProvider ??
      (await makeProvider({ params: place, body: { ...presets.serviceProvider, slug: 'default' } })).body.slug;
    const body = { connection: slug, vendor, name, order, settings: presets.connection };
    const { body: setUp } = await makeSetUp({ params: { ...place, serviceProvider: made }, body });
    return { serviceProvider: made, setUp: setUp.id };
  };
};

interface BeginFormProps {
  readonly place: RealmPlace;
  readonly serviceProvider: string | null;
  readonly platform: PlatformProfile;
}

const BeginForm = ({ place, serviceProvider, platform }: BeginFormProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const navigate = useNavigate();
  const params = { ...place, serviceProvider: serviceProvider ?? 'default' };
  const connections = useApiList(listConnections, { params }, { enabled: serviceProvider !== null });
  const setUps = useApi(listSetUps, { params }, { enabled: serviceProvider !== null });
  const begin = useBegin(place, serviceProvider, platform);
  const form = useContractForm(schema, { defaultValues: { vendor: 'okta', name: 'Okta', order: 'by-hand' } });
  return (
    <ApiForm
      form={form}
      submitLabel={t('setUps.picker.begin')}
      onSubmit={async (values) => {
        const slug = freeSlug(values.name, connections.items, setUps.data?.body.items ?? []);
        const made = await begin(values, slug);
        notify(t('setUps.picker.begun'));
        await navigate({ to: `${SSO}/$serviceProvider/set-ups/$setUp`, params: { ...place, ...made } });
      }}
    >
      <VendorField />
      <OrderField />
      <TextField
        name="name"
        label={t('setUps.picker.name')}
        description={t('setUps.picker.nameHelp')}
        autoComplete="off"
      />
      <Before />
    </ApiForm>
  );
};

export const VendorPage = (): ReactElement => {
  const { t } = useTranslation();
  const place = routeApi.useParams();
  const { sp } = routeApi.useSearch();
  const { company, environment } = place;
  const providers = useApiList(listServiceProviders, { params: place });
  const found = useApi(readEnvironment, { params: { company, environment } });
  const problem = providers.error ?? found.error;
  if (problem !== null) {
    return <ErrorState isPage problem={problem} onRetry={providers.retry} />;
  }
  if (providers.isLoading || found.data === undefined) {
    return <LoadingState />;
  }
  const chosen = providers.items.find(({ slug }) => slug === sp) ?? providers.items[0];
  return (
    <div>
      <PageHeader
        title={t('setUps.picker.title')}
        lead={t('setUps.picker.lead')}
        back={{ label: t('setUps.back'), link: { to: SSO, params: place, search: {} } }}
      />
      <Panel>
        <div className="card-body picker">
          <BeginForm
            place={place}
            serviceProvider={chosen?.slug ?? null}
            platform={platformProfile(found.data.body.platform)}
          />
        </div>
      </Panel>
    </div>
  );
};
