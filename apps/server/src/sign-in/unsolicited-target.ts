/** Where an unsolicited answer may lead: nowhere that is not registered. */
import { describeApp } from '../app-types/app-types.ts';
import { findApp, type RealmContext } from '../directory/realm-context.ts';
import type { SignInTarget } from '../storage/ports/sign-in-store.ts';

/** RelayState as an app's slug or its registered start URL; anything else is the launchpad. */
export const unsolicitedTarget = (realm: RealmContext, relayState: string | undefined): SignInTarget => {
  if (relayState === undefined || relayState === '') {
    return { kind: 'launchpad' };
  }
  const app =
    findApp(realm, relayState) ?? realm.view.apps.find((candidate) => describeApp(candidate).startUrl === relayState);
  return app === undefined ? { kind: 'launchpad' } : { kind: 'app', app: app.slug };
};
