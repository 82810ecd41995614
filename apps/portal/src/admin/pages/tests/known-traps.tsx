/** Failures that people have met with this product. */
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import { OwnerTag } from '../../parts/owner-tag.tsx';
import type { NamedVendor } from '../single-sign-on/known-vendor.ts';

export const KnownTraps = ({ vendor: { vendor, name } }: { readonly vendor: NamedVendor }): ReactElement | null => {
  const { t } = useTranslation();
  return vendor.knownTraps.length === 0 ? null : (
    <Card title={t('tests.failed.traps', { name })}>
      <ul className="stack">
        {vendor.knownTraps.map(({ symptom, errorText, fix, cause, owner }) => (
          <li key={symptom} className="trap">
            <p>
              <strong>{symptom}</strong>
            </p>
            {errorText !== undefined && <p className="mono">{t('tests.failed.shows', { text: errorText })}</p>}
            <p className="muted">{cause}</p>
            <p>{fix}</p>
            <OwnerTag owner={owner === 'you' ? 'you' : { name: vendor.owner }} />
          </li>
        ))}
      </ul>
    </Card>
  );
};
