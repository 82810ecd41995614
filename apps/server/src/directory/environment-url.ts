/** The canonical public URL of an environment; identifiers are permanent, so renaming changes no URL. */
import type { CompanyRecord, EnvironmentRecord } from '../storage/ports/directory-store.ts';

/** Without a trailing slash. `installationUrl` has none either. */
export const environmentBaseUrl = (
  company: CompanyRecord,
  environment: EnvironmentRecord,
  installationUrl: string,
): string => environment.publicUrl ?? `${installationUrl}/e/${company.slug}/${environment.slug}`;
