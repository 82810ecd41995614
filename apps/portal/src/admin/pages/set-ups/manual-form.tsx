/** The values of the identity provider one by one. What is entered so far is kept, however little. */
import type { IdpVendor } from '@cordboard/vendors/idp-vendor';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ApiForm } from '../../parts/api-form.tsx';
import { TextAreaField, TextField } from '../../parts/fields.tsx';
import { FileDrop } from '../../parts/file-drop.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { type Draft, useDraftStore } from './draft-store.ts';
import { useFieldHelp, useShortName } from './field-help.ts';
import { certificatesFromFile, certificatesFromText } from './read-certificate.ts';

const MOST_OCTETS = 20_000;

interface ManualTexts {
  readonly entityId?: string | undefined;
  readonly loginUrl?: string | undefined;
  readonly logoutUrl?: string | undefined;
  readonly certificates?: string | undefined;
}

const keptTexts = ({ identityProvider }: Draft): ManualTexts => {
  if (identityProvider === null || !('manual' in identityProvider)) {
    return { entityId: '', loginUrl: '', logoutUrl: '', certificates: '' };
  }
  const { entityId = '', loginUrl = '', logoutUrl = '', certificates = [] } = identityProvider.manual;
  return { entityId, loginUrl, logoutUrl, certificates: certificates.join('\n') };
};

const useSchema = () => {
  const { t } = useTranslation();
  const address = z.url({ protocol: /^https?$/, error: t('parts.fields.url') });
  const optional = z.preprocess((value) => (value === '' ? undefined : value), address.optional());
  return z.object({
    entityId: z.string().trim().max(1024).optional(),
    loginUrl: optional,
    logoutUrl: optional,
    certificates: z
      .string()
      .optional()
      .refine(
        (text) => text === undefined || text.trim() === '' || certificatesFromText(text).length > 0,
        t('setUps.idp.notCertificate'),
      ),
  });
};

const Certificates = ({ onText }: { readonly onText: (text: string) => void }): ReactElement => {
  const { t } = useTranslation();
  const take = async (file: File): Promise<void> => {
    const found = certificatesFromFile(new Uint8Array(await file.arrayBuffer()));
    onText(found.length === 0 ? await file.text() : found.join('\n'));
  };
  return (
    <FileDrop
      label={t('setUps.idp.certificateFile')}
      accept=".cer,.crt,.pem,.der,.cert"
      maxBytes={MOST_OCTETS}
      onFile={(file) => void take(file)}
    />
  );
};

export const ManualForm = ({
  vendor,
  saveLabel,
}: {
  readonly vendor: IdpVendor;
  readonly saveLabel: string;
}): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const { draft, save } = useDraftStore();
  const help = useFieldHelp(vendor);
  const name = useShortName(vendor);
  const form = useContractForm(useSchema(), { defaultValues: keptTexts(draft) });
  const described = (value: Parameters<typeof help>[0]): { description?: string } => {
    const text = help(value);
    return text === undefined ? {} : { description: text };
  };
  return (
    <ApiForm
      form={form}
      submitLabel={saveLabel}
      onSubmit={async ({ entityId, loginUrl, logoutUrl, certificates }) => {
        const found = certificatesFromText(certificates ?? '');
        const manual = {
          ...(entityId !== undefined && entityId !== '' && { entityId }),
          ...(loginUrl !== undefined && { loginUrl }),
          ...(logoutUrl !== undefined && { logoutUrl }),
          ...(found.length > 0 && { certificates: [...found] }),
        };
        await save({ identityProvider: { manual } });
        notify(t('setUps.idp.saved'));
      }}
    >
      <TextField
        name="entityId"
        label={t('setUps.idp.entityId', { name })}
        {...described('entityId')}
        autoComplete="off"
        mono
      />
      <TextField
        name="loginUrl"
        label={t('setUps.idp.loginUrl', { name })}
        {...described('loginUrl')}
        inputMode="url"
        autoComplete="off"
        mono
      />
      <TextField
        name="logoutUrl"
        label={t('setUps.idp.logoutUrl', { name })}
        description={[t('setUps.idp.logoutUrlHelp'), help('logoutUrl')].filter(Boolean).join(' ')}
        inputMode="url"
        autoComplete="off"
        mono
      />
      <TextAreaField
        name="certificates"
        label={t('setUps.idp.certificate', { name })}
        description={[t('setUps.idp.certificateHelp'), help('signingCertificate')].filter(Boolean).join(' ')}
        rows={5}
        mono
      />
      <Certificates
        onText={(text) => form.setValue('certificates', text, { shouldDirty: true, shouldValidate: true })}
      />
    </ApiForm>
  );
};
