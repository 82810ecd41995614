/** Leads to local sign-in of a realm, with what its mode means for it. */
import type { ssoModes } from '@cordboard/contract/tenant-settings';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import type { RealmPlace } from './realm-place.ts';

export const LocalSignInCard = ({
  place,
  mode = 'non-sso',
}: {
  readonly place: RealmPlace;
  readonly mode?: (typeof ssoModes)[number] | undefined;
}): ReactElement => {
  const { t } = useTranslation();
  return (
    <Card title={t('localSignIn.title')} lead={t('localSignIn.cardLead')}>
      <div className="stack">
        <p>{t(`localSignIn.modes.${mode}.title`)}.</p>
        <div>
          <LinkButton to="/$company/$environment/realms/$realm/local-sign-in" params={{ ...place }}>
            {t('localSignIn.open')}
          </LinkButton>
        </div>
      </div>
    </Card>
  );
};
