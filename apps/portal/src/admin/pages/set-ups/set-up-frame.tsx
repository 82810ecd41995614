/** What every page about one set-up needs: the draft, our values, the platform, whether its connection exists. */
import { type Connection, listConnections } from '@cordboard/contract/admin-api/connections';
import { readEnvironment } from '@cordboard/contract/admin-api/environments';
import { readServiceProviderValues } from '@cordboard/contract/admin-api/service-providers';
import type { SetUp } from '@cordboard/contract/admin-api/set-ups';
import type { PlatformProfile } from '@cordboard/vendors/platform-profile';
import { platformProfile } from '@cordboard/vendors/platform-profiles';
import { presetsFor } from '@cordboard/vendors/presets-for';
import type { Situation } from '@cordboard/vendors/steps-for';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiList } from '../../api/use-api.ts';
import { Panel } from '../../parts/card.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../parts/states.tsx';
import { vendorOfId } from '../single-sign-on/known-vendor.ts';
import type { SetUpPlace } from '../single-sign-on/place.ts';
import { DraftStoreProvider } from './draft-store.ts';
import type { OwnValuesOptions } from './own-values.ts';
import { useSetUpStore } from './use-set-up-store.ts';
import { situationOf } from './wizard-steps.ts';

const SSO = '/$company/$environment/realms/$realm/single-sign-on';

export interface FramedSetUp {
  readonly place: SetUpPlace;
  readonly setUp: SetUp;
  readonly etag: string | undefined;
  readonly own: OwnValuesOptions;
  readonly platform: PlatformProfile;
  readonly environmentName: string;
  readonly situation: Situation;
  readonly connections: readonly Connection[];
}

const Closed = ({ place }: { readonly place: SetUpPlace }): ReactElement => {
  const { t } = useTranslation();
  return (
    <div>
      <PageHeader title={t('setUps.review.closed')} />
      <Panel>
        <EmptyState
          icon="check"
          title={t('setUps.review.closed')}
          action={
            <LinkButton filled to={SSO} params={place} search={{ sp: place.serviceProvider }}>
              {t('setUps.back')}
            </LinkButton>
          }
        >
          {t('setUps.review.closedWords')}
        </EmptyState>
      </Panel>
    </div>
  );
};

export const SetUpFrame = ({
  place,
  children,
}: {
  readonly place: SetUpPlace;
  readonly children: (framed: FramedSetUp) => ReactNode;
}): ReactElement => {
  const { company, environment } = place;
  const { setUp, etag, store, problem, retry } = useSetUpStore(place);
  const values = useApi(readServiceProviderValues, { params: place });
  const found = useApi(readEnvironment, { params: { company, environment } });
  const connections = useApiList(listConnections, { params: place });
  const failed = (setUp === undefined ? problem : null) ?? values.error ?? found.error ?? connections.error;
  if (failed !== null) {
    return <ErrorState isPage problem={failed} onRetry={retry} />;
  }
  if (store === null || setUp === undefined || values.data === undefined || found.data === undefined) {
    return <LoadingState />;
  }
  if (setUp.state === 'accepted') {
    return <Closed place={place} />;
  }
  const platform = platformProfile(found.data.body.platform);
  const vendor = vendorOfId(setUp.vendor);
  const { body } = values.data;
  const framed: FramedSetUp = {
    place,
    setUp,
    etag,
    own: { values: body, vendor, nameIdFormat: presetsFor(vendor, platform).nameIdFormat },
    platform,
    environmentName: found.data.body.name,
    situation: situationOf({
      platform: platform.id,
      nodes: body.acsUrls.length,
      encrypts: body.encryptionCertificate !== null,
      require: setUp.settings.require,
    }),
    connections: connections.items,
  };
  return <DraftStoreProvider value={store}>{children(framed)}</DraftStoreProvider>;
};
