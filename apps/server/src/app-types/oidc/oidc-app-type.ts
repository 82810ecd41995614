/** An app that signs people in at the realm's OIDC issuer. Its tile leads to where it begins to do so. */
import type { AppType } from '../app-type.ts';

export const oidcAppType: AppType = {
  type: 'oidc',
  describe: (app) => (app.type === 'oidc' ? { startUrl: app.settings.startUrl ?? null, asksForPassword: false } : null),
};
