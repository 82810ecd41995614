/** The mapping as it stands in the form, tried on the claims of the last test or on a sample. */
import type { ConnectionTestView } from '@cordboard/contract/admin-api/single-sign-on';
import { idpSamples } from '@cordboard/vendors/idp-samples';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../../format/format-instant.ts';
import { useFormatPlace } from '../../format/use-format-place.ts';
import { Card } from '../../parts/card.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { StatusText } from '../../parts/status-badge.tsx';
import { nameIdUris } from '../set-ups/own-values.ts';
import type { NamedVendor } from '../single-sign-on/known-vendor.ts';
import { ClaimsTable } from '../tests/claims-table.tsx';
import type { MappingForm } from './mapping-form.ts';
import { type Mapping, type PreviewedClaim, type PreviewField, previewClaims } from './preview-claims.ts';
import './claims.css';

type Claims = NonNullable<ConnectionTestView['claims']>;

const sampleClaims = ({ vendor }: NamedVendor): Claims => {
  const { nameId, attributes } = idpSamples[vendor.id].response;
  return {
    nameId: { value: nameId.value, format: nameIdUris[nameId.format] },
    attributes: attributes.map(({ name, values }) => ({ name, values: [...values] })),
    authnContext: null,
  };
};

const inputOf: Readonly<Record<PreviewField, keyof Mapping>> = {
  email: 'emailAttribute',
  link: 'linkAttribute',
  displayName: 'displayName',
  firstName: 'firstName',
  lastName: 'lastName',
};

const Near = ({ claim, form }: { readonly claim: PreviewedClaim; readonly form: MappingForm }): ReactElement => {
  const { t } = useTranslation();
  const use = (name: string): void => {
    const field = inputOf[claim.field];
    form.setValue(field as 'emailAttribute', name, { shouldDirty: true, shouldValidate: true });
  };
  return (
    <>
      {claim.near.map(({ name, reason }) => (
        <span key={name} className="near">
          <span>{t(`claims.preview.near.${reason}`, { name })}</span>
          <button type="button" className="link-button" onClick={() => use(name)}>
            {t('claims.preview.use', { name })}
          </button>
        </span>
      ))}
    </>
  );
};

const Value = ({ claim, form }: { readonly claim: PreviewedClaim; readonly form: MappingForm }): ReactElement => {
  const { t } = useTranslation();
  const { source, values, isDomainKnown } = claim;
  const [first] = values;
  if (source === 'none') {
    return <StatusText status="none">{t('claims.preview.notMapped')}</StatusText>;
  }
  if (first === undefined) {
    return (
      <span className="stack-s">
        <StatusText status="bad">{t('claims.preview.missing')}</StatusText>
        <Near claim={claim} form={form} />
      </span>
    );
  }
  return (
    <span className="stack-s">
      <span className="mono">{first}</span>
      {values.length > 1 && (
        <span className="muted small">{t('claims.preview.several', { count: values.length })}</span>
      )}
      {isDomainKnown !== null && (
        <StatusText status={isDomainKnown ? 'ok' : 'warn'}>
          {t(isDomainKnown ? 'claims.preview.domainOk' : 'claims.preview.domainMissing')}
        </StatusText>
      )}
    </span>
  );
};

const useColumns = (form: MappingForm): readonly Column<PreviewedClaim>[] => {
  const { t } = useTranslation();
  return [
    {
      key: 'field',
      title: t('claims.preview.field'),
      isName: true,
      render: ({ field }) => t(`claims.preview.fields.${field}`),
    },
    {
      key: 'attribute',
      title: t('claims.preview.attribute'),
      render: ({ attribute, source }) =>
        source === 'name-id' ? t('claims.preview.nameId') : <span className="mono">{attribute ?? '–'}</span>,
    },
    {
      key: 'value',
      title: t('claims.preview.value'),
      render: (claim) => <Value claim={claim} form={form} />,
    },
  ];
};

interface ClaimsPreviewProps {
  readonly form: MappingForm;
  /** The newest one that brought claims. */
  readonly test: ConnectionTestView | null;
  readonly vendor: NamedVendor;
}

export const ClaimsPreview = ({ form, test, vendor }: ClaimsPreviewProps): ReactElement => {
  const { t } = useTranslation();
  const place = useFormatPlace();
  const columns = useColumns(form);
  const claims = test?.claims ?? sampleClaims(vendor);
  const values = form.watch();
  const mapping: Mapping = { ...values, emailDomains: values.emailDomains ?? [] };
  const rows = previewClaims(mapping, { nameId: claims.nameId?.value ?? null, attributes: claims.attributes });
  return (
    <>
      <Card
        title={t('claims.preview.title')}
        lead={
          test === null
            ? t('claims.preview.fromSample', { name: vendor.name })
            : t('claims.preview.fromTest', { at: formatInstant(test.finishedAt ?? test.createdAt, place) })
        }
        flush
      >
        <DataTable caption={t('claims.preview.caption')} columns={columns} items={rows} rowKey={({ field }) => field} />
        <div className="card-end" />
      </Card>
      <Card title={t('claims.preview.received')} flush>
        <ClaimsTable claims={claims} />
        <div className="card-end" />
      </Card>
    </>
  );
};
