/** The keys of a service provider: request signing and assertion decryption. */
import {
  inspectServiceProviderKeystore,
  type KeyDueView,
  type KeyView,
  listServiceProviderKeys,
  prepareServiceProviderKey,
  promoteServiceProviderKey,
  removeServiceProviderKey,
  samlKeyPurposes,
  uploadServiceProviderKey,
} from '@cordboard/contract/admin-api/keys';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useChange } from '../../api/use-api.ts';
import { useCreate } from '../../api/use-create.ts';
import { Columns } from '../../parts/card.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { allows } from '../../session/session.ts';
import { useSession } from '../../session/session-query.ts';
import type { ServiceProviderPlace } from '../single-sign-on/place.ts';
import { DuesCard } from './dues-card.tsx';
import { GenerateKeyDialog } from './generate-key-dialog.tsx';
import { KeyCard } from './key-card.tsx';
import type { KeyOwner } from './key-owner.ts';
import { UploadKeyDialog } from './upload-key-dialog.tsx';

const routeApi = getRouteApi('/_signed-in/$company/$environment/realms/$realm/service-providers/$serviceProvider/keys');

type Purpose = (typeof samlKeyPurposes)[number];

/** What else shows keys, and is read anew after each step. */
const ALSO_STALE = ['singleSignOn', 'certificates', 'serviceProviders'];

const useOwner = (place: ServiceProviderPlace): KeyOwner => {
  const inspect = useChange(inspectServiceProviderKeystore);
  const promote = useChange(promoteServiceProviderKey, { alsoStale: ALSO_STALE });
  const remove = useChange(removeServiceProviderKey, { alsoStale: ALSO_STALE });
  return {
    inspect: async (body) => (await inspect.mutateAsync({ params: place, body })).body,
    promote: (key, allowUntested) => promote.mutateAsync({ params: { ...place, key }, body: { allowUntested } }),
    remove: (key, allowed) =>
      remove.mutateAsync({
        params: { ...place, key },
        query: { allowStillNeeded: allowed ? 'true' : 'false' },
        ifMatch: '*',
      }),
  };
};

interface ActionsProps {
  readonly place: ServiceProviderPlace;
  readonly purpose: Purpose;
  readonly owner: KeyOwner;
  readonly hasNext: boolean;
}

const Actions = ({ place, purpose, owner, hasNext }: ActionsProps): ReactElement => {
  const { t } = useTranslation();
  const [isGenerating, generating] = useDisclosure(false);
  const [isUploading, uploading] = useDisclosure(false);
  const prepare = useCreate(prepareServiceProviderKey, { alsoStale: ALSO_STALE });
  const upload = useCreate(uploadServiceProviderKey, { alsoStale: ALSO_STALE });
  const params = { ...place, purpose };
  const of = t(`keys.purposes.${purpose}`);
  return (
    <>
      {!hasNext && (
        <>
          <Button onClick={generating.open} aria-label={`${t('keys.generate.open')}: ${of}`}>
            {t('keys.generate.open')}
          </Button>
          <Button onClick={uploading.open} aria-label={`${t('keys.upload.open')}: ${of}`}>
            {t('keys.upload.open')}
          </Button>
        </>
      )}
      <GenerateKeyDialog
        opened={isGenerating}
        generate={async (body) => (await prepare({ params, body })).body}
        onClose={generating.close}
      />
      <UploadKeyDialog
        opened={isUploading}
        inspect={owner.inspect}
        done={t('keys.upload.done')}
        upload={async (body) => (await upload({ params, body })).body}
        onClose={uploading.close}
      />
    </>
  );
};

interface FoundProps {
  readonly place: ServiceProviderPlace;
  readonly items: readonly KeyView[];
  readonly dues: readonly KeyDueView[];
}

const Found = ({ place, items, dues }: FoundProps): ReactElement => {
  const { t } = useTranslation();
  const { grants } = useSession();
  const { company, environment, realm, serviceProvider } = place;
  const mayWrite = allows(grants, 'directory.write', { company, environment });
  const owner = useOwner(place);
  const untestedAt = ({ id }: KeyView): readonly string[] =>
    dues.filter(({ untestedKeys }) => untestedKeys.includes(id)).map(({ connection }) => connection);
  return (
    <div>
      <PageHeader
        title={t('keys.title')}
        lead={t('keys.lead', { name: serviceProvider })}
        back={{
          label: t('serviceProviders.page', { slug: serviceProvider }),
          link: {
            to: '/$company/$environment/realms/$realm/service-providers/$serviceProvider',
            params: { company, environment, realm, serviceProvider },
          },
        }}
      />
      <Columns>
        <div className="stack">
          {samlKeyPurposes.map((purpose) => (
            <KeyCard
              key={purpose}
              title={t(`keys.purposes.${purpose}`)}
              lead={t(`keys.purposeLeads.${purpose}`)}
              items={items.filter((item) => item.purpose === purpose)}
              owner={mayWrite ? owner : null}
              untestedAt={untestedAt}
              actions={(hasNext) => <Actions place={place} purpose={purpose} owner={owner} hasNext={hasNext} />}
            />
          ))}
        </div>
        <DuesCard place={place} dues={dues} hasNext={items.some(({ state }) => state === 'next')} mayWrite={mayWrite} />
      </Columns>
    </div>
  );
};

export const ServiceProviderKeysPage = (): ReactElement => {
  const place = routeApi.useParams();
  const found = useApi(listServiceProviderKeys, { params: place });
  if (found.error !== null) {
    return <ErrorState isPage problem={found.error} onRetry={() => void found.refetch()} />;
  }
  return found.data === undefined ? (
    <LoadingState />
  ) : (
    <Found key={place.serviceProvider} place={place} items={found.data.body.items} dues={found.data.body.dues} />
  );
};
