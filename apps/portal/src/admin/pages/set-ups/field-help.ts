/** What a value is called over there, and where. */
import type { IdpVendor } from '@cordboard/vendors/idp-vendor';
import type { IdentityProviderValue } from '@cordboard/vendors/values';
import { useTranslation } from 'react-i18next';

export const useFieldHelp = (vendor: IdpVendor): ((value: IdentityProviderValue) => string | undefined) => {
  const { t } = useTranslation();
  return (value) => {
    const field = vendor.identityProviderFields[value];
    return field === null
      ? undefined
      : t('setUps.idp.calledThere', {
          label: field.label,
          where: field.where.endsWith('.') ? field.where : `${field.where}.`,
        });
  };
};

/** "Okta", or "the identity provider". */
export const useShortName = (vendor: IdpVendor): string => {
  const { t } = useTranslation();
  return vendor.id === 'generic' ? t('setUps.theIdp') : vendor.name;
};
