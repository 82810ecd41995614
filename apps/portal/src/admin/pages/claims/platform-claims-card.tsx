/** The claims that the contact-centre platform knows, as a table to hand over. */
import type { PlatformClaim, PlatformProfile } from '@cordboard/vendors/platform-profile';
import type { TFunction } from 'i18next';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import { CopyTextButton } from '../../parts/copy-button.tsx';
import { DataTable } from '../../parts/data-table.tsx';

const limitsText = ({ create }: PlatformClaim, t: TFunction): string => {
  if (create === null) {
    return t('claims.platform.none');
  }
  return 'maxLength' in create
    ? t('claims.platform.length', { min: create.minLength, max: create.maxLength })
    : t('claims.platform.values', { count: create.maxValues });
};

const need = ({ mandatory }: PlatformClaim, t: TFunction): string =>
  t(mandatory ? 'claims.platform.yes' : 'claims.platform.no');

export const PlatformClaimsCard = ({ platform }: { readonly platform: PlatformProfile }): ReactElement | null => {
  const { t } = useTranslation();
  const { claims, name } = platform;
  const text = claims
    .map((claim) =>
      t('claims.platform.line', { name: claim.name, need: need(claim, t), description: claim.description }),
    )
    .join('\n');
  return claims.length === 0 ? null : (
    <Card
      title={t('claims.platform.title', { name })}
      lead={t('claims.platform.lead')}
      flush
      actions={<CopyTextButton value={text} label={t('claims.platform.copy')} />}
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
            render: (claim) => (claim.mandatory ? <strong>{need(claim, t)}</strong> : need(claim, t)),
          },
          { key: 'limits', title: t('claims.platform.limits'), render: (claim) => limitsText(claim, t) },
        ]}
      />
      <div className="card-end" />
    </Card>
  );
};
