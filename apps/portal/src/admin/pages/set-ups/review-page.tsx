/** What somebody has handed over through a link: accepted, or given back. */
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import { Instant } from '../../parts/instant.tsx';
import { Fact, PageHeader } from '../../parts/page-header.tsx';
import { AcceptPanel } from './accept-panel.tsx';
import { PersonForm } from './person-form.tsx';
import { type FramedSetUp, SetUpFrame } from './set-up-frame.tsx';
import './wizard.css';

const SSO = '/$company/$environment/realms/$realm/single-sign-on';
const routeApi = getRouteApi(`/_signed-in${SSO}/$serviceProvider/set-ups/$setUp/review`);

const Found = ({ framed }: { readonly framed: FramedSetUp }): ReactElement => {
  const { t } = useTranslation();
  const { place, setUp, etag, platform, connections } = framed;
  return (
    <div>
      <PageHeader
        title={t('setUps.review.title', { name: setUp.name })}
        lead={t('setUps.review.lead')}
        back={{ label: t('setUps.back'), link: { to: SSO, params: place, search: { sp: place.serviceProvider } } }}
        facts={
          <>
            <Fact label={t('setUps.review.enteredBy')}>{setUp.updatedBy}</Fact>
            <Fact label={t('setUps.review.enteredAt')}>
              <Instant at={setUp.submittedAt ?? setUp.updatedAt} />
            </Fact>
          </>
        }
      />
      <div className="stack">
        <Card title={t('setUps.settings.names.match')}>
          <PersonForm />
        </Card>
        <Card title={t('setUps.wizard.review.title')}>
          <AcceptPanel
            place={place}
            setUp={setUp}
            etag={etag}
            exists={connections.some(({ slug }) => slug === setUp.connection)}
            platform={platform}
          />
        </Card>
      </div>
    </div>
  );
};

export const ReviewPage = (): ReactElement => {
  const place = routeApi.useParams();
  return <SetUpFrame place={place}>{(framed) => <Found framed={framed} />}</SetUpFrame>;
};
