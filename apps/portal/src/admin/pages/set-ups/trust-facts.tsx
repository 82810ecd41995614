/** What an identity provider is like, what to look out for, and what differs, in words. */
import type { IdentityProviderFacts, TrustChange, TrustWarning } from '@cordboard/contract/identity-provider-trust';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDay } from '../../format/format-instant.ts';
import { useFormatPlace } from '../../format/use-format-place.ts';
import { InlineCode } from '../../parts/code-value.tsx';
import { Notice } from '../../parts/notice.tsx';
import { StatusText } from '../../parts/status-badge.tsx';
import './trust-facts.css';

const Certificate = ({
  certificate,
}: {
  readonly certificate: IdentityProviderFacts['certificates'][number];
}): ReactElement => {
  const { t } = useTranslation();
  const place = useFormatPlace();
  const { subject, key, sha256, sha1, notAfter, daysLeft } = certificate;
  const day = formatDay(notAfter, place);
  const status = daysLeft < 0 ? 'bad' : daysLeft <= 60 ? 'warn' : 'ok';
  return (
    <li className="trust-certificate">
      <span className="trust-subject">{subject}</span>
      <StatusText status={status}>
        {daysLeft < 0 ? t('setUps.preview.expired', { day }) : t('setUps.preview.until', { day, count: daysLeft })}
      </StatusText>
      <span className="muted small">
        {t('setUps.preview.key')}: {key}
      </span>
      <span className="small">
        {t('setUps.preview.sha256')}: <InlineCode value={sha256} copyLabel={t('setUps.preview.sha256')} />
      </span>
      <span className="small">
        {t('setUps.preview.sha1')}: <InlineCode value={sha1} copyLabel={t('setUps.preview.sha1')} />
      </span>
    </li>
  );
};

const Addresses = ({
  addresses,
}: {
  readonly addresses: readonly { readonly binding: 'redirect' | 'post'; readonly url: string }[];
}): ReactElement => (
  <ul className="stack-s">
    {addresses.map(({ binding, url }) => (
      <li key={`${binding} ${url}`}>
        <span className="mono" dir="ltr">
          {url}
        </span>{' '}
        <span className="muted small">{binding === 'redirect' ? 'HTTP-Redirect' : 'HTTP-POST'}</span>
      </li>
    ))}
  </ul>
);

export const TrustFacts = ({ facts }: { readonly facts: IdentityProviderFacts }): ReactElement => {
  const { t } = useTranslation();
  const place = useFormatPlace();
  return (
    <dl className="trust-facts">
      <dt>{t('setUps.preview.entityId')}</dt>
      <dd className="mono" dir="ltr">
        {facts.entityId}
      </dd>
      <dt>{t('setUps.preview.signIn')}</dt>
      <dd>
        <Addresses addresses={facts.signIn} />
      </dd>
      <dt>{t('setUps.preview.signOut')}</dt>
      <dd>{facts.signOut.length === 0 ? t('setUps.preview.noSignOut') : <Addresses addresses={facts.signOut} />}</dd>
      <dt>{t('setUps.preview.signed')}</dt>
      <dd>{t(facts.wantAuthnRequestsSigned ? 'setUps.preview.signedYes' : 'setUps.preview.signedNo')}</dd>
      {facts.validUntil !== null && (
        <>
          <dt>{t('setUps.preview.validUntil')}</dt>
          <dd>{formatDay(facts.validUntil, place)}</dd>
        </>
      )}
      <dt>{t('setUps.preview.certificates')}</dt>
      <dd>
        <ul className="stack-s">
          {facts.certificates.map((certificate) => (
            <Certificate key={certificate.sha256} certificate={certificate} />
          ))}
        </ul>
      </dd>
    </dl>
  );
};

const noticeOf = { note: 'info', warning: 'warn', serious: 'bad' } as const;

export const TrustWarnings = ({ warnings }: { readonly warnings: readonly TrustWarning[] }): ReactElement | null => {
  const { t } = useTranslation();
  return warnings.length === 0 ? null : (
    <ul className="stack-s" aria-label={t('setUps.preview.warnings')}>
      {warnings.map(({ code, level, words }) => (
        <li key={`${code} ${words}`}>
          <Notice status={noticeOf[level]} title={t(`setUps.preview.levels.${level}`)}>
            {words}
          </Notice>
        </li>
      ))}
    </ul>
  );
};

export const TrustChanges = ({ changes }: { readonly changes: readonly TrustChange[] }): ReactElement => {
  const { t } = useTranslation();
  return changes.length === 0 ? (
    <p className="muted">{t('setUps.preview.noChanges')}</p>
  ) : (
    <ul className="trust-changes">
      {changes.map(({ what, from, to, needsTest }) => (
        <li key={`${what} ${from} ${to}`}>
          <strong>{what}</strong>
          {needsTest && <StatusText status="warn">{t('setUps.preview.needsTest')}</StatusText>}
          {from !== null && (
            <span className="trust-from">
              <span className="hidden">{t('parts.diff.from')} </span>
              <del className="mono">{from}</del>
            </span>
          )}
          {to !== null && (
            <span className="trust-to">
              <span className="hidden">{t('parts.diff.to')} </span>
              <ins className="mono">{to}</ins>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
};
