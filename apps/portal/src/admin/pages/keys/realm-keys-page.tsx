/** The keys that the tokens of a realm are signed with. */
import {
  inspectRealmKeystore,
  type KeyView,
  listRealmKeys,
  prepareRealmKey,
  promoteRealmKey,
  removeRealmKey,
  uploadRealmKey,
} from '@cordboard/contract/admin-api/keys';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useChange } from '../../api/use-api.ts';
import { useCreate } from '../../api/use-create.ts';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { allows } from '../../session/session.ts';
import { useSession } from '../../session/session-query.ts';
import type { RealmPlace } from '../realms/realm-place.ts';
import { useRealmName } from '../realms/use-realm-name.ts';
import { KeyCard } from './key-card.tsx';
import type { KeyOwner } from './key-owner.ts';
import { UploadKeyDialog } from './upload-key-dialog.tsx';

const routeApi = getRouteApi('/_signed-in/$company/$environment/realms/$realm/keys');

/** What tokens are signed with: applications choose one of them. */
const algorithms = ['ES256', 'RS256'] as const;
type Algorithm = (typeof algorithms)[number];

const useOwner = (place: RealmPlace): KeyOwner => {
  const inspect = useChange(inspectRealmKeystore);
  const promote = useChange(promoteRealmKey);
  const remove = useChange(removeRealmKey);
  return {
    inspect: async (body) => (await inspect.mutateAsync({ params: place, body })).body,
    // Tokens are tested by nobody: applications read the key by themselves.
    promote: (tokenKey) => promote.mutateAsync({ params: { ...place, tokenKey } }),
    remove: (tokenKey, allowed) =>
      remove.mutateAsync({
        params: { ...place, tokenKey },
        query: { allowStillNeeded: allowed ? 'true' : 'false' },
        ifMatch: '*',
      }),
  };
};

interface ActionsProps {
  readonly place: RealmPlace;
  readonly algorithm: Algorithm;
  readonly owner: KeyOwner;
  readonly hasNext: boolean;
}

const Actions = ({ place, algorithm, owner, hasNext }: ActionsProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const [isAsking, asking] = useDisclosure(false);
  const [isUploading, uploading] = useDisclosure(false);
  const prepare = useCreate(prepareRealmKey);
  const upload = useCreate(uploadRealmKey);
  return (
    <>
      {!hasNext && (
        <>
          <Button onClick={asking.open} aria-label={`${t('keys.generate.open')}: ${algorithm}`}>
            {t('keys.generate.open')}
          </Button>
          <Button onClick={uploading.open} aria-label={`${t('keys.upload.open')}: ${algorithm}`}>
            {t('keys.upload.open')}
          </Button>
        </>
      )}
      <ActionDialog
        opened={isAsking}
        title={t('keys.generate.title')}
        confirmLabel={t('keys.generate.submit')}
        onConfirm={async () => {
          await prepare({ params: place, body: { algorithm } });
          notify(t('keys.generate.tokenDone'));
        }}
        onClose={asking.close}
      >
        {t('keys.generate.tokenWords')}
      </ActionDialog>
      <UploadKeyDialog
        opened={isUploading}
        inspect={owner.inspect}
        done={t('keys.generate.tokenDone')}
        upload={async (body) => (await upload({ params: place, body })).body}
        onClose={uploading.close}
      />
    </>
  );
};

const Found = ({ place, items }: { readonly place: RealmPlace; readonly items: readonly KeyView[] }): ReactElement => {
  const { t } = useTranslation();
  const { grants } = useSession();
  const { company, environment, realm } = place;
  const mayWrite = allows(grants, 'directory.write', { company, environment });
  const owner = useOwner(place);
  const name = useRealmName(place);
  return (
    <div>
      <PageHeader
        title={t('keys.tokenTitle')}
        lead={t('keys.tokenLead', { name })}
        back={{
          label: name,
          link: { to: '/$company/$environment/realms/$realm', params: { company, environment, realm } },
        }}
      />
      <div className="stack">
        {algorithms.map((algorithm) => (
          <KeyCard
            key={algorithm}
            title={t('keys.purposes.token-signing', { algorithm })}
            lead={t('keys.purposeLeads.token-signing')}
            items={items.filter((item) => item.algorithm === algorithm)}
            owner={mayWrite ? owner : null}
            untestedAt={() => []}
            actions={(hasNext) => <Actions place={place} algorithm={algorithm} owner={owner} hasNext={hasNext} />}
          />
        ))}
      </div>
    </div>
  );
};

export const RealmKeysPage = (): ReactElement => {
  const place = routeApi.useParams();
  const found = useApi(listRealmKeys, { params: place });
  if (found.error !== null) {
    return <ErrorState isPage problem={found.error} onRetry={() => void found.refetch()} />;
  }
  return found.data === undefined ? (
    <LoadingState />
  ) : (
    <Found key={place.realm} place={place} items={found.data.body.items} />
  );
};
