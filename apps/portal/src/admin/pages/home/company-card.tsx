/** Renaming and deleting the company. */
import { type Company, deleteCompany, readCompanyImpact, updateCompany } from '@cordboard/contract/admin-api/companies';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useChange } from '../../api/use-api.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { Card } from '../../parts/card.tsx';
import { DeleteButton } from '../../parts/delete-button.tsx';
import { TextField } from '../../parts/fields.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { allows, INSTALLATION } from '../../session/session.ts';
import { useSession } from '../../session/session-query.ts';

interface CompanyCardProps {
  readonly company: Company;
  readonly etag: string | undefined;
}

const names = z.object({ name: z.string().min(1).max(200) });

export const CompanyCard = ({ company, etag }: CompanyCardProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const { grants } = useSession();
  const navigate = useNavigate();
  const update = useChange(updateCompany);
  const form = useContractForm(names, { values: { name: company.name } });
  return (
    <Card title={t('home.dangerTitle')} lead={t('home.dangerLead')}>
      <div className="stack">
        <ApiForm
          form={form}
          submitLabel={t('home.save')}
          onSubmit={async (body) => {
            await update.mutateAsync({ params: { company: company.slug }, body, ifMatch: etag });
            notify(t('home.renamed'));
          }}
        >
          <TextField name="name" label={t('home.name')} autoComplete="off" />
        </ApiForm>
        {allows(grants, 'installation.write', INSTALLATION) && (
          <DeleteButton
            name={company.name}
            label={t('home.remove')}
            impactRoute={readCompanyImpact}
            deleteRoute={deleteCompany}
            params={{ company: company.slug }}
            etag={etag}
            onDeleted={() => navigate({ to: '/-/companies' })}
          />
        )}
      </div>
    </Card>
  );
};
