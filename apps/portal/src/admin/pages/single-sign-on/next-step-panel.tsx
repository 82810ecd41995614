/** The tinted panel on top: what to do now. */
import type { SetUp } from '@cordboard/contract/admin-api/set-ups';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { NextStep, type Step } from '../../parts/step-list.tsx';
import { wizardStepsOf } from '../set-ups/wizard-steps.ts';
import { TestSsoButton } from '../tests/test-sso-button.tsx';
import type { NamedVendor } from './known-vendor.ts';
import { type NextAction, nextAction } from './next-action.ts';
import type { SsoData } from './use-single-sign-on.ts';

const SSO = '/$company/$environment/realms/$realm/single-sign-on';

interface PanelProps {
  readonly data: SsoData;
  readonly vendor: NamedVendor | null;
  readonly mayWrite: boolean;
}

const SetUpButton = ({
  data,
  setUp,
  kind,
}: Pick<PanelProps, 'data'> & { readonly setUp: SetUp; readonly kind: 'resume' | 'review' }): ReactElement => {
  const { t } = useTranslation();
  const params = { ...data.place, serviceProvider: data.serviceProvider?.slug ?? 'default', setUp: setUp.id };
  return kind === 'review' ? (
    <LinkButton filled to={`${SSO}/$serviceProvider/set-ups/$setUp/review`} params={params}>
      {t('singleSignOn.next.review.action')}
    </LinkButton>
  ) : (
    <LinkButton filled to={`${SSO}/$serviceProvider/set-ups/$setUp`} params={params}>
      {t('singleSignOn.next.resume.action')}
    </LinkButton>
  );
};

const ConnectionButtons = ({ data, action }: { readonly data: SsoData; readonly action: NextAction }): ReactNode => {
  const { t } = useTranslation();
  const { place, serviceProvider, connection } = data;
  if (serviceProvider === null || connection === null) {
    return null;
  }
  const params = { ...place, serviceProvider: serviceProvider.slug, connection: connection.slug };
  switch (action.kind) {
    case 'claims':
      return (
        <LinkButton filled to={`${SSO}/$serviceProvider/$connection/claims`} params={params}>
          {t('singleSignOn.next.claims.action')}
        </LinkButton>
      );
    case 'keys':
      return (
        <LinkButton
          filled
          to="/$company/$environment/realms/$realm/service-providers/$serviceProvider/keys"
          params={{ ...place, serviceProvider: serviceProvider.slug }}
        >
          {t('singleSignOn.next.keys.action')}
        </LinkButton>
      );
    case 'enable':
      return (
        <LinkButton filled to="." hash="enable">
          {t('singleSignOn.next.enableAction')}
        </LinkButton>
      );
    case 'verify':
      return (
        <LinkButton filled to="." hash="checklist">
          {t('singleSignOn.next.verify.action')}
        </LinkButton>
      );
    case 'values':
      return (
        <>
          <TestSsoButton place={params} filled />
          <LinkButton to="." hash="values" leftSection={<Icon name="copy" size={16} />}>
            {t('singleSignOn.steps.actions.values')}
          </LinkButton>
        </>
      );
    default:
      return <TestSsoButton place={params} filled={action.kind === 'test'} />;
  }
};

const Actions = ({ data, action }: { readonly data: SsoData; readonly action: NextAction }): ReactElement => {
  const { t } = useTranslation();
  if (action.kind === 'connect') {
    return (
      <LinkButton
        filled
        to={`${SSO}/connect`}
        params={data.place}
        search={data.serviceProvider === null ? {} : { sp: data.serviceProvider.slug }}
      >
        {t('singleSignOn.next.connect.action')}
      </LinkButton>
    );
  }
  if (action.kind === 'resume' || action.kind === 'review') {
    return <SetUpButton data={data} setUp={action.setUp} kind={action.kind} />;
  }
  return <ConnectionButtons data={data} action={action} />;
};

const stepStatuses: Readonly<Record<'done' | 'due' | 'later', Step['status']>> = {
  done: 'ok',
  due: 'current',
  later: 'none',
};

const useWords = (action: NextAction, name: string): string => {
  const { t } = useTranslation();
  if (action.kind === 'resume') {
    const { doneSteps } = action.setUp;
    const steps = wizardStepsOf(action.setUp);
    const done = steps.filter(({ id }) => doneSteps.includes(id)).length;
    return t('singleSignOn.next.resume.words', { done, count: steps.length });
  }
  if (action.kind === 'review') {
    return t('singleSignOn.next.review.words', { by: action.setUp.updatedBy });
  }
  return t(`singleSignOn.next.${action.kind}.words`, { name });
};

const TestAside = ({ name }: { readonly name: string }): ReactElement => {
  const { t } = useTranslation();
  return (
    <>
      <h3>{t('singleSignOn.next.aside')}</h3>
      <ul className="bullets">
        <li>{t('singleSignOn.next.asideItems.trust', { name })}</li>
        <li>{t('singleSignOn.next.asideItems.values')}</li>
        <li>{t('singleSignOn.next.asideItems.claims')}</li>
      </ul>
    </>
  );
};

export const NextStepPanel = ({ data, vendor, mayWrite }: PanelProps): ReactElement => {
  const { t } = useTranslation();
  const { sso, connection, setUps } = data;
  const action = nextAction({ sso, isConnected: connection !== null, setUps });
  const name = 'setUp' in action ? action.setUp.name : (vendor?.name ?? '');
  const words = useWords(action, name);
  const number = sso.steps.findIndex(({ state }) => state === 'due') + 1;
  const isTest = action.kind === 'test' || action.kind === 'values';
  return (
    <NextStep
      eyebrow={
        number === 0
          ? t('singleSignOn.next.finished')
          : t('singleSignOn.next.eyebrow', { number, count: sso.steps.length })
      }
      title={t(`singleSignOn.next.${action.kind}.title`, { name })}
      actions={mayWrite && <Actions data={data} action={action} />}
      {...(isTest && { aside: <TestAside name={name} /> })}
      progress={sso.steps.map(({ state }) => stepStatuses[state])}
    >
      {words}
    </NextStep>
  );
};
