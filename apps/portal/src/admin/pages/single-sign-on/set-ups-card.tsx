/** Set-ups that were begun and not finished: each can be taken up again, or discarded. */
import { deleteSetUp, readSetUp, type SetUp } from '@cordboard/contract/admin-api/set-ups';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useCallApi } from '../../api/call-api-context.tsx';
import { useChange } from '../../api/use-api.ts';
import { formatInstant } from '../../format/format-instant.ts';
import { useFormatPlace } from '../../format/use-format-place.ts';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { Card } from '../../parts/card.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { StatusText } from '../../parts/status-badge.tsx';
import type { SetUpPlace } from './place.ts';
import type { SsoData } from './use-single-sign-on.ts';

const SSO = '/$company/$environment/realms/$realm/single-sign-on';

interface RowProps {
  readonly place: SetUpPlace;
  readonly setUp: SetUp;
  readonly mayWrite: boolean;
}

const Discard = ({ place, setUp }: Omit<RowProps, 'mayWrite'>): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const callApi = useCallApi();
  const remove = useChange(deleteSetUp);
  const [isAsking, asking] = useDisclosure(false);
  const discard = async (): Promise<void> => {
    const { etag } = await callApi(readSetUp, { params: place });
    await remove.mutateAsync({ params: place, ifMatch: etag });
    notify(t('singleSignOn.setUps.discarded'));
  };
  return (
    <>
      <button type="button" className="link-button" onClick={asking.open}>
        {t('singleSignOn.setUps.discard')}
        <span className="hidden"> {setUp.name}</span>
      </button>
      <ActionDialog
        opened={isAsking}
        title={t('singleSignOn.setUps.discardTitle', { name: setUp.name })}
        confirmLabel={t('singleSignOn.setUps.discard')}
        danger
        onConfirm={discard}
        onClose={asking.close}
      >
        <p>{t('singleSignOn.setUps.discardWords')}</p>
      </ActionDialog>
    </>
  );
};

const Row = ({ place, setUp, mayWrite }: RowProps): ReactElement => {
  const { t } = useTranslation();
  const format = useFormatPlace();
  const isSubmitted = setUp.state === 'submitted';
  const at = formatInstant(setUp.updatedAt, format);
  return (
    <li className="set-up-row">
      <div className="latest-words">
        <strong>{setUp.name}</strong>
        <StatusText status={isSubmitted ? 'warn' : 'info'}>
          {t(isSubmitted ? 'singleSignOn.setUps.submitted' : 'singleSignOn.setUps.open')}
        </StatusText>
        <span className="muted small">{t('singleSignOn.setUps.updated', { at, by: setUp.updatedBy })}</span>
      </div>
      {mayWrite && (
        <div className="row">
          {isSubmitted ? (
            <Link to={`${SSO}/$serviceProvider/set-ups/$setUp/review`} params={place}>
              {t('singleSignOn.setUps.review')}
              <span className="hidden"> {setUp.name}</span>
            </Link>
          ) : (
            <Link to={`${SSO}/$serviceProvider/set-ups/$setUp`} params={place}>
              {t('singleSignOn.setUps.goOn')}
              <span className="hidden"> {setUp.name}</span>
            </Link>
          )}
          <Discard place={place} setUp={setUp} />
        </div>
      )}
    </li>
  );
};

interface SetUpsCardProps {
  readonly data: SsoData;
  readonly serviceProvider: string;
  readonly mayWrite: boolean;
}

export const SetUpsCard = ({ data, serviceProvider, mayWrite }: SetUpsCardProps): ReactElement => {
  const { t } = useTranslation();
  return (
    <Card title={t('singleSignOn.setUps.title')} lead={t('singleSignOn.setUps.lead')}>
      <ul className="stack">
        {data.setUps.map((setUp) => (
          <Row
            key={setUp.id}
            place={{ ...data.place, serviceProvider, setUp: setUp.id }}
            setUp={setUp}
            mayWrite={mayWrite}
          />
        ))}
      </ul>
    </Card>
  );
};
