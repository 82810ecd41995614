/** Adds every address and name of an earlier product at once, from what its tenant is called. */
import { readEnvironment } from '@cordboard/contract/admin-api/environments';
import { platformsWithAliases } from '@cordboard/vendors/platform-aliases';
import type { TenantField } from '@cordboard/vendors/platform-profile';
import { platformProfile } from '@cordboard/vendors/platform-profiles';
import type { ReactElement } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { InlineCode } from '../../parts/code-value.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { LinesField, SelectField, TextField } from '../../parts/fields.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { aliasKinds } from './alias-form.ts';
import { type AliasPlatform, deriveAliases, platformAliasForm, type TenantValues } from './platform-alias-form.ts';
import { type ProviderProps, useUpdateProvider } from './use-update-provider.ts';

interface DialogProps extends ProviderProps {
  readonly onClose: () => void;
}

interface AddProps extends DialogProps {
  /** To begin with. */
  readonly platform: AliasPlatform;
}

const TenantFieldInput = ({ field }: { readonly field: TenantField }): ReactElement => {
  const { key, label, help, example, kind, choices = [] } = field;
  const { t } = useTranslation();
  const name = `fields.${key}`;
  const description = t('serviceProviders.aliases.platform.example', { help, example });
  switch (kind) {
    case 'choice':
      return <SelectField name={name} label={label} description={help} options={choices} />;
    case 'nodes':
      return (
        <LinesField
          name={name}
          label={label}
          description={t('serviceProviders.aliases.platform.lines', { help: description })}
        />
      );
    default:
      return <TextField name={name} label={label} description={description} autoComplete="off" mono />;
  }
};

const Preview = ({
  provider,
  platform,
  fields,
}: Pick<AddProps, 'provider' | 'platform'> & { readonly fields: TenantValues }): ReactElement => {
  const { t } = useTranslation();
  const derived = deriveAliases(platform, fields, provider.aliases);
  return (
    <div className="stack-s" aria-live="polite">
      <p>
        <strong>{t('serviceProviders.aliases.platform.preview')}</strong>
      </p>
      {derived.ok && derived.count > 0 ? (
        <ul className="stack-s plain">
          {aliasKinds.flatMap((kind) =>
            derived.added[kind].map((value) => (
              <li key={`${kind} ${value}`}>
                <span className="muted small">{t(`serviceProviders.aliases.kinds.${kind}`)}</span>{' '}
                <InlineCode value={value} />
              </li>
            )),
          )}
        </ul>
      ) : (
        <p className="muted">{t(`serviceProviders.aliases.platform.${derived.ok ? 'nothingNew' : 'incomplete'}`)}</p>
      )}
    </div>
  );
};

const AddForm = (props: AddProps): ReactElement => {
  const { provider, onClose } = props;
  const { t } = useTranslation();
  const send = useUpdateProvider(props);
  const schema = platformAliasForm(provider.aliases, t('serviceProviders.aliases.platform.nothingNew'));
  const form = useContractForm(schema, { defaultValues: { platform: props.platform, fields: {} } });
  const { platform, fields } = useWatch({ control: form.control });
  const chosen = platform ?? props.platform;
  return (
    <ApiForm
      form={form}
      submitLabel={t('serviceProviders.aliases.platform.submit')}
      onCancel={onClose}
      onSubmit={async (added) => {
        const aliases = Object.fromEntries(
          aliasKinds
            .filter((kind) => added[kind].length > 0)
            .map((kind) => [kind, [...provider.aliases[kind], ...added[kind]]]),
        );
        await send({ aliases }, t('serviceProviders.aliases.platform.done'));
        onClose();
      }}
    >
      <SelectField
        name="platform"
        label={t('serviceProviders.aliases.platform.label')}
        options={platformsWithAliases.map((value) => ({ value, label: platformProfile(value).name }))}
      />
      {platformProfile(chosen).fields.map((field) => (
        <TenantFieldInput key={`${chosen} ${field.key}`} field={field} />
      ))}
      <Preview provider={provider} platform={chosen} fields={fields ?? {}} />
    </ApiForm>
  );
};

/** Begins with the platform of the environment. */
const Filled = (props: DialogProps): ReactElement => {
  const { company, environment } = props.place;
  const { data, error, refetch } = useApi(readEnvironment, { params: { company, environment } });
  if (error !== null) {
    return <ErrorState problem={error} onRetry={() => void refetch()} />;
  }
  const [first] = platformsWithAliases;
  const platform = platformsWithAliases.find((id) => id === data?.body.platform) ?? first;
  return data === undefined ? <LoadingState /> : <AddForm {...props} platform={platform} />;
};

export const PlatformAliasesDialog = ({
  opened,
  ...props
}: DialogProps & { readonly opened: boolean }): ReactElement => {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={props.onClose} title={t('serviceProviders.aliases.platform.open')}>
      <Filled {...props} />
    </Dialog>
  );
};
