/** Where an unsolicited answer may lead: nowhere that is not registered. */
import { findApp, type RealmContext } from '../directory/realm-context.ts';
import type { AppRecord } from '../storage/ports/directory-store.ts';
import type { SignInTarget } from '../storage/ports/sign-in-store.ts';

const startUrl = (app: AppRecord): string | undefined =>
  app.type === 'bookmark' ? app.settings.url : app.settings.startUrl;

/** RelayState as an app's slug or its registered start URL; anything else is the launchpad. */
export const unsolicitedTarget = (realm: RealmContext, relayState: string | undefined): SignInTarget => {
  if (relayState === undefined || relayState === '') {
    return { kind: 'launchpad' };
  }
  const app = findApp(realm, relayState) ?? realm.view.apps.find((candidate) => startUrl(candidate) === relayState);
  return app === undefined ? { kind: 'launchpad' } : { kind: 'app', app: app.slug };
};
