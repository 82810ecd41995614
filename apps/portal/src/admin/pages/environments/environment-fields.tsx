/** The fields of an environment that can be changed later. */
import { platformProfiles } from '@cordboard/contract/tenant-settings';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { SelectField, TextField } from '../../parts/fields.tsx';

export const EnvironmentFields = (): ReactElement => {
  const { t } = useTranslation();
  return (
    <>
      <SelectField
        name="platform"
        label={t('environments.platform')}
        description={t('environments.platformHelp')}
        options={platformProfiles.map((value) => ({ value, label: t(`environments.platforms.${value}`) }))}
      />
      <TextField
        name="region"
        label={t('environments.region')}
        description={t('environments.regionHelp')}
        autoComplete="off"
      />
      <TextField
        name="publicUrl"
        type="url"
        label={t('environments.publicUrl')}
        description={t('environments.publicUrlHelp')}
        autoComplete="off"
        mono
      />
    </>
  );
};
