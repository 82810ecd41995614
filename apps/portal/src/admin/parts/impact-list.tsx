/** What a deletion takes along, read from the hub before it is confirmed. */
import type { Impact } from '@cordboard/contract/admin-api/impact';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

const plain = ['environments', 'realms', 'serviceProviders', 'connections', 'apps'] as const;
const bounded = ['users', 'links', 'sessions'] as const;

export const ImpactList = ({ impact }: { readonly impact: Impact | undefined }): ReactElement => {
  const { t } = useTranslation();
  if (impact === undefined) {
    return (
      <p className="muted" role="status">
        {t('impact.reading')}
      </p>
    );
  }
  const lines = [
    ...plain.filter((key) => impact[key] > 0).map((key) => ({ key, text: t(`impact.${key}`, { count: impact[key] }) })),
    ...bounded
      .filter((key) => impact[key].count > 0)
      .map((key) => {
        const { count, more } = impact[key];
        return { key, text: more ? t(`impact.${key}More`, { count }) : t(`impact.${key}`, { count }) };
      }),
  ];
  return lines.length === 0 ? (
    <p>{t('impact.nothing')}</p>
  ) : (
    <div className="stack-s">
      <p>{t('impact.lead')}</p>
      <ul className="bullets">
        {lines.map(({ key, text }) => (
          <li key={key}>{text}</li>
        ))}
      </ul>
    </div>
  );
};
