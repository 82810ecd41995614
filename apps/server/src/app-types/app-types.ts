/** The registry of app types: a new type is a folder here and a line in this array. */
import { CordboardError } from '../errors.ts';
import type { AppRecord } from '../storage/ports/directory-store.ts';
import type { AppDescription, AppType } from './app-type.ts';
import { bookmarkAppType } from './bookmark/bookmark-app-type.ts';
import { oidcAppType } from './oidc/oidc-app-type.ts';

export const appTypes: readonly AppType[] = [oidcAppType, bookmarkAppType];

/** @throws CordboardError `internal.failed` for an app whose type is not registered, which is a defect. */
export const describeApp = (app: AppRecord): AppDescription => {
  for (const appType of appTypes) {
    const description = appType.describe(app);
    if (description !== null) {
      return description;
    }
  }
  throw new CordboardError('internal.failed', { expected: 'a registered app type', received: app.type });
};
