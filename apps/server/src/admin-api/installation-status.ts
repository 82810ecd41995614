/** What the installation consists of: the answer of `cordboard status`. */
import type { StatusAnswer } from '@cordboard/contract/control';
import { environmentBaseUrl } from '../directory/environment-url.ts';
import type { CompanyRecord, EnvironmentRecord, RealmRecord } from '../storage/ports/directory-store.ts';
import type { StorageReader } from '../storage/ports/storage.ts';

/** Realms that are listed by name; more would not be read. */
const MAX_REALMS = 50;

type Directory = Pick<StatusAnswer, 'companies' | 'environments' | 'realms' | 'moreRealms'>;

interface Place {
  readonly company: CompanyRecord;
  readonly environment: EnvironmentRecord;
  readonly realm: RealmRecord;
}

const realmStatus = async (
  { company, environment, realm }: Place,
  reader: StorageReader,
  installationUrl: string,
): Promise<StatusAnswer['realms'][number]> => {
  const view = await reader.findRealmViewById(realm.id);
  return {
    path: [company.slug, environment.slug, realm.slug].join('/'),
    name: realm.name,
    kind: realm.kind,
    ssoMode: realm.ssoMode,
    url: `${environmentBaseUrl(company, environment, installationUrl)}/${realm.slug}/`,
    connections: view?.connections.length ?? 0,
    apps: view?.apps.length ?? 0,
  };
};

/** Counts the directory, and describes its first realms. */
export const installationStatus = async (reader: StorageReader, installationUrl: string): Promise<Directory> => {
  const companies = await reader.listCompanies();
  const realms: StatusAnswer['realms'] = [];
  let environmentCount = 0;
  let moreRealms = 0;
  for (const company of companies) {
    const environments = await reader.listEnvironments(company.id);
    environmentCount += environments.length;
    for (const environment of environments) {
      for (const realm of await reader.listRealms(environment.id)) {
        if (realms.length < MAX_REALMS) {
          realms.push(await realmStatus({ company, environment, realm }, reader, installationUrl));
        } else {
          moreRealms += 1;
        }
      }
    }
  }
  return { companies: companies.length, environments: environmentCount, realms, moreRealms };
};
