/** Which attributes say who a person is, with what the last test brought beside it. */
import { type Connection, readConnection, updateConnection } from '@cordboard/contract/admin-api/connections';
import { readEnvironment } from '@cordboard/contract/admin-api/environments';
import { readSingleSignOn } from '@cordboard/contract/admin-api/single-sign-on';
import { attributeNamesFor } from '@cordboard/vendors/attribute-vocabulary';
import { platformProfile } from '@cordboard/vendors/platform-profiles';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { FormProvider } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { makePatch } from '../../api/make-patch.ts';
import { useApi, useChange } from '../../api/use-api.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { Card, Columns } from '../../parts/card.tsx';
import { CheckboxField, LinesField, TextField } from '../../parts/fields.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { allows } from '../../session/session.ts';
import { useSession } from '../../session/session-query.ts';
import { type NamedVendor, vendorOfConnection } from '../single-sign-on/known-vendor.ts';
import type { ConnectionPlace } from '../single-sign-on/place.ts';
import { SINGLE_SIGN_ON_RESOURCES } from '../single-sign-on/stale.ts';
import { TestSsoButton } from '../tests/test-sso-button.tsx';
import { ClaimsPreview } from './claims-preview.tsx';
import { type MappingForm, type MappingValues, mappingSchema } from './mapping-form.ts';
import { PlatformClaimsCard } from './platform-claims-card.tsx';
import { recognises } from './preview-claims.ts';

const SSO = '/$company/$environment/realms/$realm/single-sign-on';
const routeApi = getRouteApi(`/_signed-in${SSO}/$serviceProvider/$connection/claims`);

const storedValues = ({ match, profile }: Connection): MappingValues => ({
  emailAttribute: match.emailAttribute,
  nameIdIsEmail: match.nameIdIsEmail,
  linkAttribute: match.linkAttribute,
  emailDomains: match.emailDomains,
  allowAnyEmailDomain: match.allowAnyEmailDomain,
  emailIsCaseSensitive: match.emailIsCaseSensitive,
  displayName: profile.displayName,
  firstName: profile.firstName,
  lastName: profile.lastName,
});

const toSend = ({ displayName, firstName, lastName, ...match }: MappingValues) => ({
  match,
  profile: { displayName, firstName, lastName },
});

const Recognising = ({
  form,
  vendor: { vendor, name },
}: {
  readonly form: MappingForm;
  readonly vendor: NamedVendor;
}): ReactElement => {
  const { t } = useTranslation();
  const examples = attributeNamesFor('email', vendor).slice(0, 2).join(', ');
  return (
    <fieldset className="fieldset">
      <legend>
        {t('claims.recognise')} <span className="mandatory">{t('claims.mandatory')}</span>
      </legend>
      <p className="muted small">{t('claims.mandatoryHelp')}</p>
      <TextField
        name="emailAttribute"
        label={t('claims.emailAttribute')}
        description={t('claims.emailAttributeHelp', { name, examples })}
        autoComplete="off"
        mono
      />
      <CheckboxField name="nameIdIsEmail" label={t('claims.nameIdIsEmail')} />
      <TextField
        name="linkAttribute"
        label={t('claims.linkAttribute')}
        description={t('claims.linkAttributeHelp')}
        autoComplete="off"
        mono
      />
      <LinesField name="emailDomains" label={t('claims.domains')} description={t('claims.domainsHelp')} />
      <CheckboxField name="allowAnyEmailDomain" label={t('claims.allowAnyEmailDomain')} />
      {form.watch('allowAnyEmailDomain') && <Notice status="warn">{t('claims.allowAnyWarning')}</Notice>}
      <CheckboxField name="emailIsCaseSensitive" label={t('claims.emailIsCaseSensitive')} />
    </fieldset>
  );
};

const Profile = (): ReactElement => {
  const { t } = useTranslation();
  return (
    <fieldset className="fieldset">
      <legend>{t('claims.profile')}</legend>
      {(['displayName', 'firstName', 'lastName'] as const).map((name) => (
        <TextField key={name} name={name} label={t(`claims.${name}`)} autoComplete="off" mono />
      ))}
    </fieldset>
  );
};

interface MappingCardProps {
  readonly place: ConnectionPlace;
  readonly connection: Connection;
  readonly etag: string | undefined;
  readonly form: MappingForm;
}

const MappingCard = ({ place, connection, etag, form }: MappingCardProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const update = useChange(updateConnection, { alsoStale: SINGLE_SIGN_ON_RESOURCES });
  return (
    <Card title={t('claims.title')}>
      <ApiForm
        form={form}
        submitLabel={t('claims.save')}
        onSubmit={async (values) => {
          if (!recognises(values)) {
            form.setError('emailAttribute', { message: t('claims.nothing') }, { shouldFocus: true });
            return;
          }
          const body = makePatch(toSend(storedValues(connection)), toSend(values));
          await update.mutateAsync({ params: place, body, ifMatch: etag });
          notify(t('claims.saved'));
        }}
      >
        <Recognising form={form} vendor={vendorOfConnection(connection)} />
        <Profile />
      </ApiForm>
    </Card>
  );
};

const Found = ({ place, connection, etag }: Omit<MappingCardProps, 'form'>): ReactElement => {
  const { t } = useTranslation();
  const { grants } = useSession();
  const { company, environment } = place;
  const mayWrite = allows(grants, 'directory.write', { company, environment });
  const vendor = vendorOfConnection(connection);
  const sso = useApi(readSingleSignOn, { params: place });
  const found = useApi(readEnvironment, { params: { company, environment } });
  const tested = sso.data?.body.connections.find(
    (each) => each.serviceProvider === place.serviceProvider && each.connection === connection.slug,
  );
  const form = useContractForm(mappingSchema, { values: storedValues(connection) });
  const test = [tested?.lastTest, tested?.passedTest].find((each) => each?.claims != null) ?? null;
  return (
    <FormProvider {...form}>
      <PageHeader
        title={t('claims.title')}
        lead={t('claims.lead', { name: vendor.name })}
        back={{
          label: t('claims.back', { name: connection.name }),
          link: { to: `${SSO}/$serviceProvider/$connection`, params: place },
        }}
        actions={mayWrite && <TestSsoButton place={place} />}
      />
      <Columns>
        <div className="stack">
          <ClaimsPreview form={form} test={test} vendor={vendor} />
          {found.data !== undefined && <PlatformClaimsCard platform={platformProfile(found.data.body.platform)} />}
        </div>
        {mayWrite && <MappingCard place={place} connection={connection} etag={etag} form={form} />}
      </Columns>
    </FormProvider>
  );
};

export const ClaimsPage = (): ReactElement => {
  const place = routeApi.useParams();
  const found = useApi(readConnection, { params: place });
  if (found.error !== null) {
    return <ErrorState isPage problem={found.error} onRetry={() => void found.refetch()} />;
  }
  return found.data === undefined ? (
    <LoadingState />
  ) : (
    <Found key={place.connection} place={place} connection={found.data.body} etag={found.data.etag} />
  );
};
