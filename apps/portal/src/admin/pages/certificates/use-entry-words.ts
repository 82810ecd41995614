/** What a certificate of the forecast is called, where it is, and how long it still holds. */
import type { ForecastEntry } from '@cordboard/contract/admin-api/certificates';
import { useTranslation } from 'react-i18next';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface EntryWords {
  readonly what: string;
  readonly where: string;
  readonly left: string;
}

/** Takes the names of the environments by their slugs, and the present in epoch milliseconds. */
export const useEntryWords = (
  names: ReadonlyMap<string, string>,
  now: number,
): ((entry: ForecastEntry) => EntryWords) => {
  const { t } = useTranslation();
  const leftOf = (notAfter: number): string => {
    const days = Math.floor(Math.abs(notAfter - now) / DAY_MS);
    if (notAfter <= now) {
      return days === 0 ? t('certificates.expired') : t('certificates.daysOver', { count: days });
    }
    return days === 0 ? t('certificates.lastDay') : t('certificates.daysLeft', { count: days });
  };
  return ({ use, state, connection, environment, realm, serviceProvider, certificate }) => {
    const what = t(`certificates.uses.${use}`, { connection: connection ?? '' });
    return {
      what: state === 'next' ? t('certificates.nextKey', { what }) : what,
      where: t('certificates.where', { environment: names.get(environment) ?? environment, realm, serviceProvider }),
      left: leftOf(certificate.notAfter),
    };
  };
};
