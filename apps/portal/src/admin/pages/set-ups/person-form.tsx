/** How people are recognised: kept in the draft's settings. */
import { connectionSettings, matchSettings } from '@cordboard/contract/tenant-settings';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiForm } from '../../parts/api-form.tsx';
import { LinesField, TextField } from '../../parts/fields.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { vendorOfId } from '../single-sign-on/known-vendor.ts';
import { useDraftStore } from './draft-store.ts';
import { useShortName } from './field-help.ts';

const entered = matchSettings.pick({ emailAttribute: true, emailDomains: true });

export const PersonForm = (): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const { draft, save } = useDraftStore();
  const vendor = vendorOfId(draft.vendor);
  const name = useShortName(vendor);
  const settings = connectionSettings.parse(draft.settings ?? {});
  const { emailAttribute, emailDomains } = settings.match;
  const form = useContractForm(entered, { defaultValues: { emailAttribute: emailAttribute ?? '', emailDomains } });
  const [example = 'email'] = vendor.attributeNames.email;
  return (
    <ApiForm
      form={form}
      submitLabel={t('setUps.person.save')}
      onSubmit={async (values) => {
        const { emailAttribute: _before, ...rest } = settings.match;
        const match = { ...rest, ...values };
        await save({ settings: { ...settings, match } });
        notify(t('setUps.idp.saved'));
      }}
    >
      <TextField
        name="emailAttribute"
        label={t('setUps.person.emailAttribute')}
        description={t('setUps.person.emailAttributeHelp', { example, name })}
        autoComplete="off"
        mono
      />
      <LinesField
        name="emailDomains"
        label={t('setUps.person.emailDomains')}
        description={t('setUps.person.emailDomainsHelp')}
      />
    </ApiForm>
  );
};
