/** What is demanded of the identity provider, each with the preset and its reason. */
import { type Connection, updateConnection } from '@cordboard/contract/admin-api/connections';
import { readTrust } from '@cordboard/contract/admin-api/identity-provider-trust';
import { connectionNode } from '@cordboard/contract/directory-nodes';
import type { PlatformProfile } from '@cordboard/vendors/platform-profile';
import { presetsFor } from '@cordboard/vendors/presets-for';
import type { ReactElement } from 'react';
import { useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { makePatch } from '../../api/make-patch.ts';
import { useApi, useChange } from '../../api/use-api.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { Card } from '../../parts/card.tsx';
import { CheckboxField, NumberField, RadioField, SelectField, TextField } from '../../parts/fields.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { vendorOfConnection } from '../single-sign-on/known-vendor.ts';
import type { ConnectionPlace } from '../single-sign-on/place.ts';
import { SINGLE_SIGN_ON_RESOURCES } from '../single-sign-on/stale.ts';

const plain = connectionNode.pick({
  name: true,
  enabled: true,
  default: true,
  require: true,
  idpInitiated: true,
  clockSkewSeconds: true,
  forceAuthn: true,
  sendLogoutRequests: true,
  cbcSignedInside: true,
  allowSha1: true,
  allowRsa1024: true,
});

/** A choice of "none" is a word in the form, and absent in what is sent. */
const schema = plain.extend({
  requestBinding: z.enum(['auto', 'redirect', 'post']),
  nameIdPolicy: z.enum(['none', 'unspecified', 'emailAddress', 'persistent', 'transient']),
});
type Values = z.output<typeof schema>;

const storedValues = (connection: Connection): z.input<typeof schema> => ({
  name: connection.name,
  enabled: connection.enabled,
  default: connection.default,
  require: connection.require,
  idpInitiated: connection.idpInitiated,
  clockSkewSeconds: connection.clockSkewSeconds,
  forceAuthn: connection.forceAuthn,
  sendLogoutRequests: connection.sendLogoutRequests,
  cbcSignedInside: connection.cbcSignedInside,
  allowSha1: connection.allowSha1,
  allowRsa1024: connection.allowRsa1024,
  requestBinding: connection.requestBinding ?? 'auto',
  nameIdPolicy: connection.nameIdPolicy ?? 'none',
});

const toSend = ({ requestBinding, nameIdPolicy, ...rest }: Values) => ({
  ...rest,
  requestBinding: requestBinding === 'auto' ? undefined : requestBinding,
  nameIdPolicy: nameIdPolicy === 'none' ? undefined : nameIdPolicy,
});

type ReasonOf = (setting: string) => string | undefined;

const Signatures = ({ reasonOf }: { readonly reasonOf: ReasonOf }): ReactElement => {
  const { t } = useTranslation();
  const described = (setting: string): { description?: string } => {
    const reason = reasonOf(setting);
    return reason === undefined ? {} : { description: t('connections.settings.preset', { reason }) };
  };
  return (
    <>
      <RadioField
        name="require"
        label={t('connections.settings.require')}
        {...described('require')}
        choices={(['response', 'assertion', 'both', 'either'] as const).map((value) => ({
          value,
          label: t(`setUps.settings.require.${value}`),
          description: t(`connections.settings.requireHelp.${value}`),
        }))}
      />
      <RadioField
        name="idpInitiated"
        label={t('connections.settings.idpInitiated')}
        {...described('idpInitiated')}
        choices={(['refuse', 'restart', 'accept'] as const).map((value) => ({
          value,
          label: t(`setUps.settings.idpInitiated.${value}`),
          description: t(`connections.settings.idpInitiatedHelp.${value}`),
        }))}
      />
    </>
  );
};

const Requests = ({ reasonOf }: { readonly reasonOf: ReasonOf }): ReactElement => {
  const { t } = useTranslation();
  const policy = reasonOf('nameIdPolicy');
  return (
    <>
      <NumberField
        name="clockSkewSeconds"
        label={t('connections.settings.clockSkewSeconds')}
        description={t('connections.settings.clockSkewHelp')}
      />
      <SelectField
        name="requestBinding"
        label={t('connections.settings.requestBinding')}
        options={(['auto', 'redirect', 'post'] as const).map((value) => ({
          value,
          label: t(`connections.settings.bindings.${value}`),
        }))}
      />
      <SelectField
        name="nameIdPolicy"
        label={t('connections.settings.nameIdPolicy')}
        {...(policy !== undefined && { description: t('connections.settings.preset', { reason: policy }) })}
        options={[
          { value: 'none', label: t('connections.settings.nameIdNone') },
          ...['unspecified', 'emailAddress', 'persistent', 'transient'].map((value) => ({ value, label: value })),
        ]}
      />
      <CheckboxField
        name="forceAuthn"
        label={t('connections.settings.forceAuthn')}
        description={t('connections.settings.forceAuthnHelp')}
      />
    </>
  );
};

const SignOut = ({ place }: { readonly place: ConnectionPlace }): ReactElement => {
  const { t } = useTranslation();
  const { data } = useApi(readTrust, { params: place });
  const noAddress = data?.body.warnings.find(({ code }) => code === 'no-sign-out');
  const help = t('connections.settings.sendLogoutRequestsHelp');
  return (
    <CheckboxField
      name="sendLogoutRequests"
      label={t('connections.settings.sendLogoutRequests')}
      description={
        noAddress === undefined
          ? help
          : `${help} ${t('connections.settings.sendLogoutRequestsIdle', { words: noAddress.words })}`
      }
    />
  );
};

const Loosened = (): ReactElement => {
  const { t } = useTranslation();
  const { watch } = useFormContext<z.input<typeof schema>>();
  return (
    <fieldset className="fieldset">
      <legend>{t('connections.settings.looser')}</legend>
      <p className="muted small">{t('connections.settings.looserLead')}</p>
      {(['allowSha1', 'allowRsa1024'] as const).map((name) => (
        <div key={name} className="stack-s">
          <CheckboxField name={name} label={t(`connections.settings.${name}`)} />
          {watch(name) === true && <Notice status="bad">{t(`connections.settings.${name}Warning`)}</Notice>}
        </div>
      ))}
    </fieldset>
  );
};

interface SettingsCardProps {
  readonly place: ConnectionPlace;
  readonly connection: Connection;
  readonly etag: string | undefined;
  readonly platform: PlatformProfile;
}

export const SettingsCard = ({ place, connection, etag, platform }: SettingsCardProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const update = useChange(updateConnection, { alsoStale: SINGLE_SIGN_ON_RESOURCES });
  const { vendor } = vendorOfConnection(connection);
  const { reasons } = presetsFor(vendor, platform);
  const reasonOf: ReasonOf = (setting) => reasons.find((each) => each.setting === setting)?.reason;
  const stored = storedValues(connection);
  const form = useContractForm(schema, { values: stored });
  const cbc = reasonOf('cbcSignedInside');
  return (
    <Card title={t('connections.settings.title')} lead={t('connections.settings.lead', { name: vendor.name })}>
      <ApiForm
        form={form}
        submitLabel={t('connections.settings.save')}
        onSubmit={async (values) => {
          const body = makePatch(toSend(schema.parse(stored)), toSend(values));
          await update.mutateAsync({ params: place, body, ifMatch: etag });
          notify(t('connections.settings.saved'));
        }}
      >
        <TextField
          name="name"
          label={t('connections.settings.name')}
          description={t('connections.settings.nameHelp')}
          autoComplete="off"
        />
        <CheckboxField
          name="enabled"
          label={t('connections.settings.enabled')}
          description={t('connections.settings.enabledHelp')}
        />
        {!connection.default && (
          <CheckboxField
            name="default"
            label={t('connections.settings.default')}
            description={t('connections.settings.defaultHelp')}
          />
        )}
        <Signatures reasonOf={reasonOf} />
        <Requests reasonOf={reasonOf} />
        <SignOut place={place} />
        <fieldset className="fieldset">
          <legend>{t('connections.settings.encryption')}</legend>
          <p className="muted small">{t('connections.settings.encryptionWords')}</p>
          <CheckboxField
            name="cbcSignedInside"
            label={t('connections.settings.cbcSignedInside')}
            description={
              cbc === undefined ? t('connections.settings.cbcHelp') : t('connections.settings.preset', { reason: cbc })
            }
          />
        </fieldset>
        <Loosened />
      </ApiForm>
    </Card>
  );
};
