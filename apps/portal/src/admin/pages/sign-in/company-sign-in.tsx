/** Signing in at the identity provider of one's company. The company's short name is remembered in this browser. */
import { slug } from '@cordboard/contract/slug';
import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useBasePath } from '../../base-path.tsx';
import { ApiForm } from '../../parts/api-form.tsx';
import { TextField } from '../../parts/fields.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';

const REMEMBERED = 'cordboard-company';

const schema = z.object({ company: z.string().trim().toLowerCase().pipe(slug) });

/** A browser can forbid to keep anything. */
const remembered = (): string | null => {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch (error) {
    if (error instanceof DOMException) {
      return null;
    }
    throw error;
  }
};

const remember = (company: string): void => {
  try {
    localStorage.setItem(REMEMBERED, company);
  } catch (error) {
    if (!(error instanceof DOMException)) {
      throw error;
    }
  }
};

const CompanyForm = ({ company }: { readonly company: string | null }): ReactElement => {
  const { t } = useTranslation();
  const basePath = useBasePath();
  const form = useContractForm(schema, { defaultValues: { company: company ?? '' } });
  return (
    <ApiForm
      form={form}
      submitLabel={t('signIn.company.submit')}
      wideButton
      onSubmit={async (values) => {
        remember(values.company);
        window.location.assign(`${basePath}/sso/${values.company}`);
      }}
    >
      <TextField
        name="company"
        label={t('signIn.company.label')}
        description={t('signIn.company.help')}
        autoComplete="organization"
        mono
      />
    </ApiForm>
  );
};

/** @param props.isUnknown The hub found no such sign-in for what was asked for last. */
export const CompanySignIn = ({ isUnknown }: { readonly isUnknown: boolean }): ReactElement => {
  const { t } = useTranslation();
  const [company] = useState(remembered);
  const [isOpen, setOpen] = useState(isUnknown || company !== null);
  return (
    <div className="stack-s">
      {isUnknown && (
        <Notice status="warn" role="alert" title={t('signIn.company.unknown')}>
          {t('signIn.company.unknownWords')}
        </Notice>
      )}
      {isOpen ? (
        <CompanyForm company={company} />
      ) : (
        <Button fullWidth leftSection={<Icon name="building" size={16} />} onClick={() => setOpen(true)}>
          {t('signIn.company.submit')}
        </Button>
      )}
    </div>
  );
};
