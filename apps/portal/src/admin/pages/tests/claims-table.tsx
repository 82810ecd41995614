/** What an answer said about the person. */
import type { ConnectionTestView } from '@cordboard/contract/admin-api/single-sign-on';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { Fact } from '../../parts/page-header.tsx';

type Claims = NonNullable<ConnectionTestView['claims']>;
type Attribute = Claims['attributes'][number];

const useColumns = (): readonly Column<Attribute>[] => {
  const { t } = useTranslation();
  return [
    {
      key: 'name',
      title: t('tests.claims.attribute'),
      isName: true,
      render: ({ name }) => <span className="mono">{name}</span>,
    },
    {
      key: 'value',
      title: t('tests.claims.value'),
      render: ({ values }) => (
        <span className="stack-s">
          {values.map((value, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a value can come twice; the order never changes.
            <span key={index} className="mono">
              {value}
            </span>
          ))}
        </span>
      ),
    },
  ];
};

export const ClaimsTable = ({ claims }: { readonly claims: Claims }): ReactElement => {
  const { t } = useTranslation();
  const columns = useColumns();
  const { nameId, attributes, authnContext } = claims;
  return (
    <>
      <div className="page-facts card-inset">
        {nameId !== null && (
          <>
            <Fact label={t('tests.claims.nameId')}>
              <span className="mono">{nameId.value}</span>
            </Fact>
            <Fact label={t('tests.claims.format')}>
              <span className="mono">{nameId.format ?? t('tests.claims.noFormat')}</span>
            </Fact>
          </>
        )}
        {authnContext !== null && (
          <Fact label={t('tests.claims.context')}>
            <span className="mono">{authnContext}</span>
          </Fact>
        )}
      </div>
      {attributes.length === 0 ? (
        <p className="muted card-inset">{t('tests.claims.none')}</p>
      ) : (
        <DataTable
          caption={t('tests.claims.caption')}
          columns={columns}
          items={attributes}
          rowKey={({ name }) => name}
        />
      )}
    </>
  );
};
