/**
 * The directory as a file for `cordboard apply`: applying it again changes nothing. Secrets are not in it, as only their
 * hashes are kept; apps that exist keep theirs.
 */
import {
  bookmarkAppNode,
  environmentNode,
  oidcAppNode,
  realmNode,
  serviceProviderNode,
} from '@cordboard/contract/directory-nodes';
import { writeYaml, type YamlValue } from '@cordboard/contract/write-yaml';
import type {
  AppRecord,
  CompanyRecord,
  RealmView,
  ServiceProviderRecord,
} from '../../storage/ports/directory-store.ts';
import type { StorageReader } from '../../storage/ports/storage.ts';
import type { UserRecord } from '../../storage/ports/user-store.ts';
import {
  describeApp,
  describeCompany,
  describeEnvironment,
  describeRealm,
  describeServiceProvider,
  describeUser,
} from './describe-records.ts';
import { exportConnection } from './export-connection.ts';
import { omitDefaults } from './omit-defaults.ts';

/** More people than these are not for a file: what is left out is said. */
const MAX_USERS = 50_000;
const PAGE = 500;
/** What `cordboard apply` reads. */
const MAX_BYTES = 8 * 1024 * 1024;

export interface ExportOptions {
  /** People as well. */
  readonly users: boolean;
}

export interface ExportedFile {
  /** YAML. */
  readonly text: string;
  /** What the file leaves out or says in another way. */
  readonly notes: readonly string[];
}

/** Collects one file. */
class Exporter {
  readonly #reader: StorageReader;
  readonly #options: ExportOptions;
  readonly notes: string[] = [];
  #usersLeft = MAX_USERS;

  constructor(reader: StorageReader, options: ExportOptions) {
    this.#reader = reader;
    this.#options = options;
  }

  async company(company: CompanyRecord): Promise<YamlValue> {
    const environments: YamlValue[] = [];
    for (const environment of await this.#reader.listEnvironments(company.id)) {
      const realms: YamlValue[] = [];
      for (const realm of await this.#reader.listRealms(environment.id)) {
        const view = await this.#reader.findRealmViewById(realm.id);
        realms.push(...(view === null ? [] : [await this.#realm(view)]));
      }
      const described = omitDefaults(environmentNode, describeEnvironment(environment));
      environments.push({ ...described, ...(realms.length > 0 && { realms }) } as YamlValue);
    }
    return { ...describeCompany(company), ...(environments.length > 0 && { environments }) } as YamlValue;
  }

  async #realm(view: RealmView): Promise<YamlValue> {
    const path = [view.company.slug, view.environment.slug, view.realm.slug].join('/');
    const serviceProviders: YamlValue[] = [];
    for (const serviceProvider of view.serviceProviders) {
      serviceProviders.push(await this.#serviceProvider(view, serviceProvider, path));
    }
    const apps = view.apps.map((app) => this.#app(app, path));
    const users = this.#options.users ? await this.#users(view.realm.id, path) : [];
    return {
      ...omitDefaults(realmNode, describeRealm(view.realm)),
      ...(serviceProviders.length > 0 && { serviceProviders }),
      ...(apps.length > 0 && { apps }),
      ...(users.length > 0 && { users }),
    } as YamlValue;
  }

  async #serviceProvider(view: RealmView, record: ServiceProviderRecord, path: string): Promise<YamlValue> {
    const connections: YamlValue[] = [];
    for (const connection of view.connections.filter(({ serviceProviderId }) => serviceProviderId === record.id)) {
      const place = `${path}/${record.slug}/${connection.slug}`;
      const note = (text: string): void => void this.notes.push(`${place}: ${text}`);
      connections.push(await exportConnection(this.#reader, connection, note));
    }
    const described = omitDefaults(serviceProviderNode, describeServiceProvider(record));
    return { ...described, ...(connections.length > 0 && { connections }) } as YamlValue;
  }

  #app(record: AppRecord, path: string): YamlValue {
    const node = describeApp(record);
    if (record.secretHash !== null) {
      this.notes.push(`${path}/${record.slug}: its secret is not here; where the app is new, add one`);
    }
    return (node.type === 'oidc' ? omitDefaults(oidcAppNode, node) : omitDefaults(bookmarkAppNode, node)) as YamlValue;
  }

  async #users(realmId: string, path: string): Promise<YamlValue[]> {
    const found: YamlValue[] = [];
    let after: string | null = null;
    for (;;) {
      const page: readonly UserRecord[] = await this.#reader.listUsers(realmId, { after, limit: PAGE });
      this.#usersLeft -= page.length;
      if (this.#usersLeft < 0) {
        this.notes.push(`${path}: the people are left out, because a file would have more than ${MAX_USERS}`);
        this.#usersLeft += found.length + page.length;
        return [];
      }
      found.push(...page.map(userEntry));
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) {
        return found;
      }
      after = last.login;
    }
  }
}

/** Written for each of many people, so without asking the schema what is so anyway. */
const userEntry = (record: UserRecord): YamlValue => {
  const { enabled, ...rest } = describeUser(record);
  return { ...rest, ...(!enabled && { enabled }) };
};

const comment = (text: string): string => `# ${text.replace(/[\r\n]+/g, ' ')}`;

export const exportCompanies = async (
  reader: StorageReader,
  companies: readonly CompanyRecord[],
  options: ExportOptions,
): Promise<ExportedFile> => {
  const exporter = new Exporter(reader, options);
  const exported: YamlValue[] = [];
  for (const company of companies) {
    exported.push(await exporter.company(company));
  }
  const body = writeYaml({ companies: exported });
  const notes = [
    ...exporter.notes,
    ...(Buffer.byteLength(body) > MAX_BYTES ? [`the file is larger than the ${MAX_BYTES} bytes that are read`] : []),
  ];
  const head = [comment('For cordboard apply; every key is explained in docs/config.md.'), ...notes.map(comment)];
  return { text: `${head.join('\n')}\n${body}`, notes };
};
