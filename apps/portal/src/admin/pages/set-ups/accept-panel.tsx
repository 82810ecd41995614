/** What was entered, checked once more, and the button that connects it. */
import { acceptSetUp, reopenSetUp, type SetUp } from '@cordboard/contract/admin-api/set-ups';
import type { PlatformProfile } from '@cordboard/vendors/platform-profile';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/api-problem.ts';
import { useChange } from '../../api/use-api.ts';
import { ExplainedProblem } from '../../parts/explained-problem.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { vendorOfId } from '../single-sign-on/known-vendor.ts';
import type { SetUpPlace } from '../single-sign-on/place.ts';
import { SINGLE_SIGN_ON_RESOURCES } from '../single-sign-on/stale.ts';
import { PreviewPanel } from './preview-panel.tsx';
import { SettingsReasons } from './settings-table.tsx';

const SSO = '/$company/$environment/realms/$realm/single-sign-on';

interface AcceptPanelProps {
  readonly place: SetUpPlace;
  readonly setUp: SetUp;
  readonly etag: string | undefined;
  /** The connection exists already. */
  readonly exists: boolean;
  readonly platform: PlatformProfile;
}

const useAccept = ({ place, setUp, etag }: AcceptPanelProps) => {
  const { t } = useTranslation();
  const notify = useNotify();
  const navigate = useNavigate();
  const accept = useChange(acceptSetUp, { alsoStale: SINGLE_SIGN_ON_RESOURCES });
  const reopen = useChange(reopenSetUp, { alsoStale: SINGLE_SIGN_ON_RESOURCES });
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const guarded = async (change: () => Promise<void>): Promise<void> => {
    setProblem(null);
    try {
      await change();
    } catch (error) {
      if (!(error instanceof ApiProblem)) {
        throw error;
      }
      setProblem(error);
    }
  };
  const { serviceProvider } = place;
  return {
    problem,
    isBusy: accept.isPending || reopen.isPending,
    accept: () =>
      void guarded(async () => {
        const { body } = await accept.mutateAsync({ params: place, ifMatch: etag });
        notify(t(`setUps.review.${body.outcome}`, { name: setUp.name }));
        await (body.outcome === 'staged'
          ? navigate({
              to: `${SSO}/$serviceProvider/$connection`,
              params: { ...place, connection: setUp.connection },
            })
          : navigate({ to: SSO, params: place, search: { sp: serviceProvider } }));
      }),
    giveBack: () =>
      void guarded(async () => {
        await reopen.mutateAsync({ params: place });
        notify(t('setUps.review.givenBack'));
        await navigate({ to: SSO, params: place, search: { sp: serviceProvider } });
      }),
  };
};

export const AcceptPanel = (props: AcceptPanelProps): ReactElement => {
  const { place, setUp, exists, platform } = props;
  const { t } = useTranslation();
  const { accept, giveBack, isBusy, problem } = useAccept(props);
  const vendor = vendorOfId(setUp.vendor);
  return (
    <div className="stack">
      <PreviewPanel place={place} connection={exists ? setUp.connection : null} />
      <h3>{t('setUps.settings.title')}</h3>
      <p className="muted small">{t('setUps.settings.lead', { name: vendor.name })}</p>
      <SettingsReasons settings={setUp.settings} vendor={vendor} platform={platform} />
      {problem !== null && <ExplainedProblem problem={problem} />}
      <div className="row">
        <Button variant="filled" loading={isBusy} onClick={accept}>
          {t(exists ? 'setUps.review.acceptChange' : 'setUps.review.accept')}
        </Button>
        {setUp.state === 'submitted' && <Button onClick={giveBack}>{t('setUps.review.giveBack')}</Button>}
      </div>
    </div>
  );
};
