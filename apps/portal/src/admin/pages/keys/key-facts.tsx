/** What is public of a key: to compare with what the identity provider shows. */
import type { CertificateView, KeyView, KeyWarning } from '@cordboard/contract/admin-api/keys';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDay } from '../../format/format-instant.ts';
import { useFormatPlace } from '../../format/use-format-place.ts';
import { InlineCode } from '../../parts/code-value.tsx';
import { Notice } from '../../parts/notice.tsx';
import { StatusText } from '../../parts/status-badge.tsx';
import './keys.css';

const SOON_DAYS = 60;

const statusOf = (daysLeft: number): 'ok' | 'warn' | 'bad' => {
  if (daysLeft < 0) {
    return 'bad';
  }
  return daysLeft <= SOON_DAYS ? 'warn' : 'ok';
};

/** Rows of a list of facts. */
export const CertificateFacts = ({ certificate }: { readonly certificate: CertificateView }): ReactElement => {
  const { t } = useTranslation();
  const place = useFormatPlace();
  const { subject, issuer, signatureAlgorithm, notBefore, notAfter, daysLeft } = certificate;
  const range = { from: formatDay(notBefore, place), until: formatDay(notAfter, place) };
  return (
    <>
      <dt>{t('keys.facts.subject')}</dt>
      <dd>{subject}</dd>
      {issuer !== subject && (
        <>
          <dt>{t('keys.facts.issuer')}</dt>
          <dd>{issuer}</dd>
        </>
      )}
      <dt>{t('keys.facts.signature')}</dt>
      <dd>{signatureAlgorithm}</dd>
      <dt>{t('keys.facts.valid')}</dt>
      <dd>
        {t('keys.facts.range', range)}{' '}
        <StatusText status={statusOf(daysLeft)}>
          {daysLeft < 0 ? t('keys.expired') : t('keys.left', { count: daysLeft })}
        </StatusText>
      </dd>
      <dt>{t('keys.facts.sha256')}</dt>
      <dd>
        <InlineCode value={certificate.fingerprintSha256} copyLabel={t('keys.facts.sha256')} />
      </dd>
      <dt>{t('keys.facts.sha1')}</dt>
      <dd>
        <InlineCode value={certificate.fingerprintSha1} copyLabel={t('keys.facts.sha1')} />
      </dd>
    </>
  );
};

export const KeyWarnings = ({ warnings }: { readonly warnings: readonly KeyWarning[] }): ReactElement => (
  <>
    {warnings.map(({ code, text }) => (
      <Notice key={code} status="warn">
        {text}
      </Notice>
    ))}
  </>
);

export const KeyFacts = ({ item }: { readonly item: KeyView }): ReactElement => {
  const { t } = useTranslation();
  const place = useFormatPlace();
  const since = item.state === 'retired' ? item.retiredAt : item.state === 'current' ? item.promotedAt : null;
  return (
    <dl className="key-facts">
      <dt>{t('keys.facts.key')}</dt>
      <dd>{item.algorithm}</dd>
      <dt>{t('keys.facts.made')}</dt>
      <dd>{formatDay(since ?? item.createdAt, place)}</dd>
      {item.certificate !== null && <CertificateFacts certificate={item.certificate} />}
      {item.publicJwk !== null && (
        <>
          <dt>{t('keys.facts.keyId')}</dt>
          <dd>
            <InlineCode value={item.publicJwk['kid'] ?? item.id} copyLabel={t('keys.facts.keyId')} />
          </dd>
        </>
      )}
      {item.removedAt !== null && (
        <>
          <dt>{t('keys.facts.removed')}</dt>
          <dd>{formatDay(item.removedAt, place)}</dd>
        </>
      )}
    </dl>
  );
};
