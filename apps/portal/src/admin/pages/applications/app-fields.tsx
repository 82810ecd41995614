/** The fields of an application, in groups: how it signs people in, and its tile. */
import { oidcAppSettings } from '@cordboard/contract/tenant-settings';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { tileIconNames } from '../../../agent/parts/icon.tsx';
import { CheckboxField, LinesField, NumberField, SelectField, TextField } from '../../parts/fields.tsx';

export const OidcFields = (): ReactElement => {
  const { t } = useTranslation();
  return (
    <>
      <LinesField
        name="redirectUris"
        label={t('applications.redirectUris')}
        description={t('applications.redirectUrisHelp')}
        rows={2}
      />
      <TextField
        name="startUrl"
        type="url"
        label={t('applications.startUrl')}
        description={t('applications.startUrlHelp')}
        autoComplete="off"
        mono
      />
      <CheckboxField
        name="allowPublicClient"
        label={t('applications.public')}
        description={t('applications.publicHelp')}
      />
    </>
  );
};

/** What has a sensible default, and is shown only afterwards. */
export const MoreOidcFields = (): ReactElement => {
  const { t } = useTranslation();
  return (
    <>
      <LinesField name="postLogoutRedirectUris" label={t('applications.postLogoutRedirectUris')} rows={2} />
      <SelectField
        name="idTokenAlgorithm"
        label={t('applications.algorithm')}
        options={oidcAppSettings.shape.idTokenAlgorithm.unwrap().options.map((value) => ({ value, label: value }))}
      />
      <div className="field-pair">
        <NumberField name="accessTokenMinutes" label={t('applications.accessTokenMinutes')} />
        <NumberField name="refreshTokenHours" label={t('applications.refreshTokenHours')} />
      </div>
    </>
  );
};

export const BookmarkFields = (): ReactElement => {
  const { t } = useTranslation();
  return (
    <>
      <TextField
        name="url"
        type="url"
        label={t('applications.url')}
        description={t('applications.urlHelp')}
        autoComplete="off"
        mono
      />
      <CheckboxField
        name="separatePassword"
        label={t('applications.separatePassword')}
        description={t('applications.separatePasswordHelp')}
      />
    </>
  );
};

export const TileFields = (): ReactElement => {
  const { t } = useTranslation();
  return (
    <>
      <TextField
        name="name"
        label={t('applications.name')}
        description={t('applications.nameHelp')}
        autoComplete="off"
      />
      <TextField name="description" label={t('applications.description')} autoComplete="off" />
      <div className="field-pair">
        <TextField
          name="group"
          label={t('applications.group')}
          description={t('applications.groupHelp')}
          autoComplete="off"
        />
        <SelectField
          name="icon"
          label={t('applications.icon')}
          options={tileIconNames.map((value) => ({ value, label: value }))}
        />
      </div>
      <CheckboxField name="visible" label={t('applications.isVisible')} description={t('applications.isVisibleHelp')} />
      <CheckboxField name="primary" label={t('applications.isPrimary')} />
      <CheckboxField name="opensInOwnWindow" label={t('applications.opensInOwnWindow')} />
    </>
  );
};
