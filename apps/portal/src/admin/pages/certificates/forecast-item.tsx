/** One certificate of the forecast: what it is, how long it holds, what its end breaks, and who does what about it. */
import type { ForecastEntry } from '@cordboard/contract/admin-api/certificates';
import { Link, useLocation } from '@tanstack/react-router';
import { type ReactElement, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDay } from '../../format/format-instant.ts';
import { useFormatPlace } from '../../format/use-format-place.ts';
import { InlineCode } from '../../parts/code-value.tsx';
import { OwnerTag } from '../../parts/owner-tag.tsx';
import { StatusText } from '../../parts/status-badge.tsx';
import { urgencyOf } from './group-by-month.ts';
import type { EntryWords } from './use-entry-words.ts';

/** Where a sign of the time line leads. */
export const anchorOf = ({ id }: ForecastEntry): string => `certificate-${id}`;

interface ForecastItemProps {
  readonly company: string;
  readonly entry: ForecastEntry;
  readonly words: EntryWords;
  readonly now: number;
}

/** The keyboard goes on at the certificate that was chosen in the time line. */
const useChosen = (anchor: string) => {
  const isChosen = useLocation({ select: ({ hash }) => hash === anchor });
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) {
      row.current?.focus();
    }
  }, [isChosen]);
  return { isChosen, row };
};

const PlaceLink = ({ company, entry }: Pick<ForecastItemProps, 'company' | 'entry'>): ReactElement => {
  const { t } = useTranslation();
  const { environment, realm, serviceProvider, connection } = entry;
  const place = { company, environment, realm, serviceProvider };
  return connection === null ? (
    <Link to="/$company/$environment/realms/$realm/service-providers/$serviceProvider/keys" params={place}>
      {t('certificates.toKeys')}
    </Link>
  ) : (
    <Link
      to="/$company/$environment/realms/$realm/single-sign-on/$serviceProvider/$connection"
      params={{ ...place, connection }}
    >
      {t('certificates.toConnection')}
    </Link>
  );
};

const Details = ({ entry }: Pick<ForecastItemProps, 'entry'>): ReactElement => {
  const { t } = useTranslation();
  const { subject, fingerprintSha256 } = entry.certificate;
  return (
    <details className="forecast-details">
      <summary>{t('certificates.details')}</summary>
      <dl className="stack-s">
        <div>
          <dt className="muted small">{t('certificates.subject')}</dt>
          <dd className="mono" dir="ltr">
            {subject}
          </dd>
        </div>
        <div>
          <dt className="muted small">{t('certificates.fingerprint')}</dt>
          <dd>
            <InlineCode value={fingerprintSha256} copyLabel={t('certificates.fingerprint')} />
          </dd>
        </div>
      </dl>
    </details>
  );
};

export const ForecastItem = ({ company, entry, words, now }: ForecastItemProps): ReactElement => {
  const { t } = useTranslation();
  const place = useFormatPlace();
  const { isChosen, row } = useChosen(anchorOf(entry));
  const { effect, explanation, action, actBy, certificate, origin, source, connection } = entry;
  const day = formatDay(certificate.notAfter, place);
  return (
    <li id={anchorOf(entry)} ref={row} className={isChosen ? 'forecast-item chosen' : 'forecast-item'} tabIndex={-1}>
      <div className="forecast-what">
        <h3>{words.what}</h3>
        <p className="muted small">{words.where}</p>
        <p className="muted small">
          {origin !== null && t(`certificates.origins.${origin}`)}
          {source !== null && t('certificates.source', { source })}
        </p>
        <StatusText status={urgencyOf(entry, now)}>{words.left}</StatusText>
        <p className="small">
          {t(certificate.notAfter <= now ? 'certificates.endedOn' : 'certificates.endsOn', { day })}
        </p>
      </div>
      <div className="forecast-effect">
        <p>
          <strong>{t(`certificates.effects.${effect}`)}</strong> {explanation}
        </p>
        {action !== null && (
          <p className="forecast-action">
            <OwnerTag
              owner={
                actBy === 'identity-provider'
                  ? { name: t('certificates.idpAdministrator', { connection: connection ?? '' }) }
                  : 'you'
              }
            />
            <span>{action}</span>
          </p>
        )}
        <p className="forecast-place">
          <PlaceLink company={company} entry={entry} />
        </p>
        <Details entry={entry} />
      </div>
    </li>
  );
};
