/** Deletes something of the directory: first what goes with it, then the name has to be typed. */
import type { AdminRoute } from '@cordboard/contract/admin-api/admin-route';
import type { Impact } from '@cordboard/contract/admin-api/impact';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useChange } from '../api/use-api.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { ImpactList } from './impact-list.tsx';
import { useNotify } from './notifications.tsx';

interface DeleteButtonProps {
  readonly name: string;
  readonly label: string;
  /** Routes of one resource: what would go with it, and the deletion. */
  readonly impactRoute: AdminRoute;
  readonly deleteRoute: AdminRoute;
  readonly params: Readonly<Record<string, string>>;
  readonly etag: string | undefined;
  /** Resources whose counts change with it. */
  readonly alsoStale?: readonly string[];
  /** Leads away from the page of what is gone. */
  readonly onDeleted: () => Promise<void>;
}

export const DeleteButton = (props: DeleteButtonProps): ReactElement => {
  const { name, label, impactRoute, deleteRoute, params, etag, alsoStale = [], onDeleted } = props;
  const { t } = useTranslation();
  const notify = useNotify();
  const [isAsking, asking] = useDisclosure(false);
  const impact = useApi(impactRoute, { params }, { enabled: isAsking });
  const remove = useChange(deleteRoute, { alsoStale, leaves: true });
  return (
    <div>
      <Button color="red" onClick={asking.open}>
        {label}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t('parts.delete.title', { name })}
        name={name}
        confirmLabel={label}
        onClose={asking.close}
        onConfirm={async () => {
          await remove.mutateAsync({ params, ifMatch: etag });
          await onDeleted();
          notify(t('parts.delete.done', { name }));
        }}
      >
        <ImpactList impact={impact.data?.body as Impact | undefined} />
      </ConfirmDialog>
    </div>
  );
};
