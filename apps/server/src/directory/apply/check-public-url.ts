/**
 * Keeps public URLs apart. Requests are given to an environment by host and path, so a public URL at, above or below an
 * address of the installation or of another environment would take requests that are not its own.
 */
import { isAtOrBelow } from '@cordboard/contract/alias-url';
import { publicUrlsOverlap } from '@cordboard/contract/public-url';
import type { EnvironmentRecord } from '../../storage/ports/directory-store.ts';
import { applyProblem } from './apply-problem.ts';
import type { PlanContext } from './plan-context.ts';

/** What the hub itself answers; environments without a public URL of their own are below `/e`. */
const INSTALLATION_PATHS: readonly string[] = ['/e', '/assets', '/admin', '/healthz', '/readyz'];

/** With the installation's own path, and without it: a proxy may take it away before the hub sees the request. */
const findInstallationAddress = (publicUrl: string, installationUrl: string): string | null => {
  const addresses = [installationUrl, new URL(installationUrl).origin].flatMap((base) =>
    INSTALLATION_PATHS.map((path) => `${base}${path}`),
  );
  const taken = addresses.find((address) => publicUrlsOverlap(address, publicUrl));
  return taken === undefined ? null : `the installation has ${taken}`;
};

const findHolder = async (context: PlanContext, id: string, publicUrl: string): Promise<string | null> => {
  const holder = (await context.reader.listPublicUrls()).find(
    (other) => other.environmentId !== id && publicUrlsOverlap(other.publicUrl, publicUrl),
  );
  return holder === undefined ? null : `${holder.company}/${holder.environment} has ${holder.publicUrl}`;
};

/** A public URL above somebody else's alias would be answered by two. */
const findAlias = async (context: PlanContext, id: string, publicUrl: string): Promise<string | null> => {
  const alias = (await context.reader.listEndpointAliases()).find(
    ({ environmentId, value }) => environmentId !== id && isAtOrBelow(value, publicUrl),
  );
  return alias === undefined ? null : `${alias.company}/${alias.environment} has the alias ${alias.value}`;
};

/** Refuses a public URL that is not free, and notes what a new one means. */
export const checkPublicUrl = async (
  context: PlanContext,
  environment: EnvironmentRecord,
  before: EnvironmentRecord | undefined,
  path: string,
): Promise<void> => {
  const { id, publicUrl } = environment;
  if (publicUrl === null) {
    return;
  }
  const isUnchanged = publicUrl === before?.publicUrl;
  const holder =
    findInstallationAddress(publicUrl, context.installationUrl) ??
    // Looked through only when it is new or changed: there can be thousands of them.
    (isUnchanged ? null : ((await findHolder(context, id, publicUrl)) ?? (await findAlias(context, id, publicUrl))));
  if (holder !== null) {
    context.plan.refuse(
      applyProblem('apply.conflict', path, {
        expected: 'a public URL that is not equal to, above or below an address that is taken',
        received: `${publicUrl}; ${holder}`,
        hint: 'Give the environment a host of its own, or a path beside the others.',
      }),
    );
  }
  if (isUnchanged) {
    return;
  }
  if (before !== undefined) {
    context.plan.note(
      `${path}: a changed public URL changes every address of the environment; identity providers and apps must be told.`,
    );
  }
  if (publicUrl.startsWith('http:')) {
    context.plan.note(`${path}: the public URL is http; anybody on the way can take sessions over.`);
  }
};
