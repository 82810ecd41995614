/** The forecast of certificates of a company over the API. */
import { listCertificates } from '@cordboard/contract/admin-api/certificates';
import { z } from 'zod';
import { certificateForecast, type ForecastItem } from '../../directory/keys/certificate-forecast.ts';
import type { DirectoryReader } from '../../storage/ports/directory-store.ts';
import type { AdminParts } from '../admin-parts.ts';
import { type BoundRoute, bind, type Call } from '../http/call.ts';
import { pageOfRecords, readCursor } from '../http/page-cursor.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

const position = z.strictObject({ notAfter: z.int(), id: z.string() });
type Position = z.infer<typeof position>;

const positionOf = ({ certificate, id }: ForecastItem): Position => ({ notAfter: certificate.notAfter, id });

const compare = (a: Position, b: Position): number =>
  a.notAfter - b.notAfter || Number(a.id > b.id) - Number(a.id < b.id);

/** In the environments that the caller may read, or in the one that is asked for. */
const forecastOf = async (
  reader: DirectoryReader,
  call: Pick<Call, 'company' | 'now' | 'may'>,
  only: string | undefined,
): Promise<readonly ForecastItem[]> => {
  const { company, now } = call;
  const items: ForecastItem[] = [];
  const environments = await reader.listEnvironments(company.id);
  for (const environment of environments.filter(({ slug }) => only === undefined || slug === only)) {
    const isReadable = call.may('directory.read', { companyId: company.id, environmentId: environment.id });
    for (const realm of isReadable ? await reader.listRealms(environment.id) : []) {
      const view = await reader.findRealmViewById(realm.id);
      items.push(...(view === null ? [] : certificateForecast(view, now)));
    }
  }
  return items;
};

export const certificateRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  bind(listCertificates, async (call) => {
    const { limit, cursor, days, environment } = call.query;
    const after = readCursor(position, cursor);
    const until = days === undefined ? Number.POSITIVE_INFINITY : call.now + days * DAY_MS;
    const wanted = (await forecastOf(parts.storage.read, call, environment))
      .filter(({ certificate }) => certificate.notAfter <= until)
      .toSorted((a, b) => compare(positionOf(a), positionOf(b)))
      .filter((item) => after === undefined || compare(positionOf(item), after) > 0);
    const page = pageOfRecords(wanted.slice(0, limit + 1), limit, positionOf);
    return { body: { items: [...page.records], next: page.next } };
  }),
];
