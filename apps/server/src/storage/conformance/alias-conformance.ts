/** Aliases of service providers: they follow the settings, and belong to one of the installation. */
import { type ServiceProviderSettings, serviceProviderSettings } from '@cordboard/contract/tenant-settings';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ServiceProviderRecord } from '../ports/directory-store.ts';
import type { Storage } from '../ports/storage.ts';
import type { OpenStorage } from './open-storage.ts';
import { putSampleDirectory, sampleRealm } from './sample-records.ts';

const ALIAS = 'https://cc.acme.example/saml/acs';

const serviceProvider = (
  n: number,
  settings: Parameters<typeof serviceProviderSettings.parse>[0] = {},
): ServiceProviderRecord & { readonly settings: ServiceProviderSettings } => ({
  id: `sp-${n}`,
  realmId: `realm-${n}`,
  slug: 'default',
  settings: serviceProviderSettings.parse(settings),
});

export const describeAliases = (open: OpenStorage): void => {
  describe('aliases', () => {
    let storage: Storage;

    beforeEach(async () => {
      ({ storage } = await open());
      await storage.write(async (writer) => {
        await putSampleDirectory(writer);
        await writer.putRealm(sampleRealm({ id: 'realm-2', slug: 'customers' }));
      });
    });

    const put = (n: number, settings: Parameters<typeof serviceProvider>[1]): Promise<void> =>
      storage.write((writer) => writer.putServiceProvider(serviceProvider(n, settings)));

    const found = async (space: 'endpoint' | 'entity-id', key: string) =>
      (await storage.read.findAliases(space, key)).map(({ serviceProviderId, kind, value }) => [
        serviceProviderId,
        kind,
        value,
      ]);

    it('are found by host and path or by name, and listed with their place', async () => {
      await put(1, {
        entityId: 'urn:own',
        aliases: {
          acsUrls: [`${ALIAS}?metaAlias=/sp`],
          sloUrls: ['https://cc.acme.example/slo'],
          metadataUrls: ['https://cc.acme.example/metadata'],
          entityIds: ['urn:old', 'urn:own'],
        },
      });
      expect(await found('endpoint', 'cc.acme.example/saml/acs')).toEqual([['sp-1', 'acs', `${ALIAS}?metaAlias=/sp`]]);
      expect(await found('entity-id', 'urn:old')).toEqual([['sp-1', 'entity-id', 'urn:old']]);
      expect(await found('entity-id', 'urn:own')).toEqual([['sp-1', 'own-entity-id', 'urn:own']]);
      expect(await found('endpoint', 'urn:old')).toEqual([]);
      const listed = await storage.read.listEndpointAliases();
      expect(listed.map(({ kind }) => kind).toSorted()).toEqual(['acs', 'metadata', 'slo']);
      expect(listed.find(({ kind }) => kind === 'acs')).toEqual({
        kind: 'acs',
        value: `${ALIAS}?metaAlias=/sp`,
        serviceProviderId: 'sp-1',
        environmentId: 'environment-1',
        company: 'acme',
        environment: 'production',
        realm: 'agents',
        serviceProvider: 'default',
      });
    });

    it('follow the settings, and go with the service provider', async () => {
      await put(1, { aliases: { acsUrls: [ALIAS] } });
      await put(1, { aliases: { acsUrls: ['https://cc.acme.example/other'] } });
      expect((await storage.read.listEndpointAliases()).map(({ value }) => value)).toEqual([
        'https://cc.acme.example/other',
      ]);
      await storage.write((writer) => writer.deleteServiceProvider('sp-1'));
      expect(await storage.read.listEndpointAliases()).toEqual([]);
    });

    it('belong to one service provider, and a refusal changes nothing', async () => {
      await put(1, { aliases: { acsUrls: [ALIAS], entityIds: ['urn:old'] }, entityId: 'urn:own' });
      for (const settings of [
        { aliases: { acsUrls: [ALIAS] } },
        { aliases: { metadataUrls: [`${ALIAS}?x=1`] } },
        { aliases: { entityIds: ['urn:old'] } },
        { aliases: { entityIds: ['urn:own'] } },
        { entityId: 'urn:old' },
        { aliases: { acsUrls: ['https://cc.acme.example/twice'], sloUrls: ['https://cc.acme.example/twice'] } },
      ]) {
        await expect(put(2, settings)).rejects.toMatchObject({ code: 'storage.duplicate' });
      }
      expect((await storage.read.findRealmViewById('realm-2'))?.serviceProviders).toEqual([]);
      await put(2, { entityId: 'urn:own', aliases: { acsUrls: [`${ALIAS}/`] } });
      expect(await found('entity-id', 'urn:own')).toHaveLength(2);
    });
  });
};
