/** Chooses one of the realms of an environment, where there are several; the choice stands in the address. */
import { listRealms, type Realm } from '@cordboard/contract/admin-api/realms';
import { Button, SegmentedControl } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiList } from '../../api/use-api.ts';
import { Panel } from '../../parts/card.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../parts/states.tsx';

interface RealmPickerProps {
  readonly company: string;
  readonly environment: string;
  /** What the address says; the first realm when it says nothing. */
  readonly chosen: string | undefined;
  readonly onChoose: (realm: string) => void;
  readonly children: (realm: Realm) => ReactNode;
}

const NoRealm = ({ company, environment }: Pick<RealmPickerProps, 'company' | 'environment'>): ReactElement => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Panel>
      <EmptyState
        icon="people"
        title={t('applications.noRealm')}
        action={
          <Button onClick={() => void navigate({ to: '/$company/$environment', params: { company, environment } })}>
            {t('applications.toEnvironment')}
          </Button>
        }
      >
        {t('applications.noRealmWords')}
      </EmptyState>
    </Panel>
  );
};

export const RealmPicker = ({ company, environment, chosen, onChoose, children }: RealmPickerProps): ReactElement => {
  const { t } = useTranslation();
  const list = useApiList(listRealms, { params: { company, environment } });
  if (list.error !== null) {
    return <ErrorState problem={list.error} onRetry={list.retry} />;
  }
  if (list.isLoading) {
    return <LoadingState />;
  }
  const realm = list.items.find(({ slug }) => slug === chosen) ?? list.items[0];
  if (realm === undefined) {
    return <NoRealm company={company} environment={environment} />;
  }
  return (
    <div className="stack">
      {list.items.length > 1 && (
        <div>
          <SegmentedControl
            aria-label={t('applications.realm')}
            value={realm.slug}
            onChange={onChoose}
            data={list.items.map(({ slug, name }) => ({ value: slug, label: name }))}
          />
        </div>
      )}
      {children(realm)}
    </div>
  );
};
