/** The set-up of a connection, step by step. */
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { AcceptPanel } from './accept-panel.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { type FramedSetUp, SetUpFrame } from './set-up-frame.tsx';
import { SetUpLinksCard } from './set-up-links-card.tsx';
import { StepBody } from './step-body.tsx';
import { Wizard } from './wizard.tsx';
import { entersIdentityProvider, isGuideStep, type WizardStep, wizardStepsOf } from './wizard-steps.ts';

const SSO = '/$company/$environment/realms/$realm/single-sign-on';
const routeApi = getRouteApi(`/_signed-in${SSO}/$serviceProvider/set-ups/$setUp`);

const Step = ({ step, framed }: { readonly step: WizardStep; readonly framed: FramedSetUp }): ReactElement => {
  const { t } = useTranslation();
  const { place, setUp, etag, own, platform, connections } = framed;
  const exists = connections.some(({ slug }) => slug === setUp.connection);
  if (!isGuideStep(step)) {
    return (
      <>
        <p className="step-text">{t('setUps.wizard.review.text')}</p>
        <AcceptPanel place={place} setUp={setUp} etag={etag} exists={exists} platform={platform} />
      </>
    );
  }
  return (
    <>
      <StepBody step={step} own={own} saveLabel={t('setUps.idp.save')} />
      {entersIdentityProvider(step) && <PreviewPanel place={place} connection={exists ? setUp.connection : null} />}
    </>
  );
};

const Found = ({ framed }: { readonly framed: FramedSetUp }): ReactElement => {
  const { t } = useTranslation();
  const { place, setUp, situation } = framed;
  return (
    <div>
      <PageHeader
        title={t('setUps.wizard.title', { name: setUp.name })}
        lead={t('setUps.wizard.lead')}
        back={{ label: t('setUps.back'), link: { to: SSO, params: place, search: { sp: place.serviceProvider } } }}
        actions={
          <LinkButton
            to={`${SSO}/$serviceProvider/set-ups/$setUp/hand-over`}
            params={place}
            leftSection={<Icon name="file" size={16} />}
          >
            {t('setUps.wizard.handOver')}
          </LinkButton>
        }
      />
      <div className="stack">
        <Wizard
          steps={wizardStepsOf(setUp, situation)}
          reader="administrator"
          render={(step) => <Step step={step} framed={framed} />}
        />
        <SetUpLinksCard place={place} />
      </div>
    </div>
  );
};

export const WizardPage = (): ReactElement => {
  const place = routeApi.useParams();
  return <SetUpFrame place={place}>{(framed) => <Found framed={framed} />}</SetUpFrame>;
};
