/** The claims that the contact-centre platform knows, as a table to hand over. */
import type { PlatformProfile } from '@cordboard/vendors/platform-profile';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import { CopyTextButton } from '../../parts/copy-button.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { claimsText, limitsText, needText } from './platform-claims-text.ts';

export const PlatformClaimsCard = ({ platform }: { readonly platform: PlatformProfile }): ReactElement | null => {
  const { t } = useTranslation();
  const { claims, name } = platform;
  return claims.length === 0 ? null : (
    <Card
      title={t('claims.platform.title', { name })}
      lead={t('claims.platform.lead')}
      flush
      actions={<CopyTextButton value={claimsText(claims, t)} label={t('claims.platform.copy')} />}
    >
      <DataTable
        caption={t('claims.platform.caption')}
        items={claims}
        rowKey={(claim) => claim.name}
        columns={[
          {
            key: 'name',
            title: t('claims.platform.name'),
            isName: true,
            render: (claim) => <span className="mono">{claim.name}</span>,
          },
          { key: 'description', title: t('claims.platform.description'), render: ({ description }) => description },
          {
            key: 'mandatory',
            title: t('claims.platform.mandatory'),
            narrow: true,
            render: (claim) => (claim.mandatory ? <strong>{needText(claim, t)}</strong> : needText(claim, t)),
          },
          { key: 'limits', title: t('claims.platform.limits'), render: (claim) => limitsText(claim, t) },
        ]}
      />
      <div className="card-end" />
    </Card>
  );
};
