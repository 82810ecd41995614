/** The steps of the set-up, each with its owner and the way to it. */
import type { SingleSignOn, SsoStepId } from '@cordboard/contract/admin-api/single-sign-on';
import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../../format/format-instant.ts';
import { useFormatPlace } from '../../format/use-format-place.ts';
import { Card } from '../../parts/card.tsx';
import { type Step, StepList } from '../../parts/step-list.tsx';
import { TestSsoLink } from '../tests/test-sso-button.tsx';
import type { NamedVendor } from './known-vendor.ts';
import type { SsoData } from './use-single-sign-on.ts';

const SSO = '/$company/$environment/realms/$realm/single-sign-on';

type SsoStep = SingleSignOn['steps'][number];

const statusOf = ({ id, state }: SsoStep): Step['status'] => {
  if (state === 'done') {
    return 'ok';
  }
  return state === 'due' ? 'current' : id === 'enable' || id === 'verify' ? 'locked' : 'none';
};

const useDetails = (sso: SingleSignOn, name: string): ((step: SsoStep) => string) => {
  const { t } = useTranslation();
  const place = useFormatPlace();
  const { changedAt, changedBy } = sso;
  const isKnown = changedAt !== null && changedBy !== null && changedBy !== '';
  const words = {
    name,
    count: sso.checklist.filter(({ done }) => done).length,
    at: isKnown ? formatInstant(changedAt, place) : '',
    by: changedBy ?? '',
  };
  return ({ id, state }) =>
    id === 'enable' && state === 'done' && !isKnown
      ? t('singleSignOn.steps.details.enable.doneUnknown')
      : t(`singleSignOn.steps.details.${id}.${state}`, words);
};

const ConnectLink = ({ data }: { readonly data: SsoData }): ReactElement => {
  const { t } = useTranslation();
  return (
    <Link to={`${SSO}/connect`} params={data.place} search={{}}>
      {t('singleSignOn.steps.actions.connect')}
    </Link>
  );
};

/** The way to a step, where there is one now. */
const StepAction = ({ id, data }: { readonly id: SsoStepId; readonly data: SsoData }): ReactNode => {
  const { t } = useTranslation();
  const { place, serviceProvider, connection } = data;
  if (serviceProvider === null || connection === null) {
    return id === 'identity-provider' ? <ConnectLink data={data} /> : null;
  }
  const params = { ...place, serviceProvider: serviceProvider.slug, connection: connection.slug };
  switch (id) {
    case 'identity-provider':
      return (
        <Link to={`${SSO}/$serviceProvider/$connection`} params={params}>
          {t('singleSignOn.steps.actions.change')}
        </Link>
      );
    case 'claims':
      return (
        <Link to={`${SSO}/$serviceProvider/$connection/claims`} params={params}>
          {t('singleSignOn.steps.actions.claims')}
        </Link>
      );
    case 'keys':
      return (
        <Link
          to="/$company/$environment/realms/$realm/service-providers/$serviceProvider/keys"
          params={{ ...place, serviceProvider: serviceProvider.slug }}
        >
          {t('singleSignOn.steps.actions.keys')}
        </Link>
      );
    case 'test':
      return <TestSsoLink place={params} />;
    default:
      return (
        <Link to="." hash={id === 'enable' ? 'enable' : id === 'verify' ? 'checklist' : 'values'}>
          {t(`singleSignOn.steps.actions.${id === 'service-provider-values' ? 'values' : id}`)}
        </Link>
      );
  }
};

interface StepsCardProps {
  readonly data: SsoData;
  readonly vendor: NamedVendor | null;
  readonly mayWrite: boolean;
}

export const StepsCard = ({ data, vendor, mayWrite }: StepsCardProps): ReactElement => {
  const { t } = useTranslation();
  const { sso } = data;
  const name = vendor?.name ?? t('setUps.theIdp');
  const detailOf = useDetails(sso, name);
  const isShown = (id: SsoStepId): boolean => mayWrite || id !== 'test';
  const steps = sso.steps.map((step) => ({
    key: step.id,
    title: t(`singleSignOn.steps.titles.${step.id}`, { name }),
    detail: detailOf(step),
    status: statusOf(step),
    owner: step.owner === 'you' ? ('you' as const) : { name: vendor?.vendor.owner ?? t('singleSignOn.idpOwner') },
    action: isShown(step.id) && <StepAction id={step.id} data={data} />,
  }));
  return (
    <Card title={t('singleSignOn.steps.title')} flush>
      <StepList steps={steps} />
    </Card>
  );
};
