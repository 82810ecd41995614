/** A tile that is only a link, to an application inside or outside of single sign-on. */
import type { AppType } from '../app-type.ts';

export const bookmarkAppType: AppType = {
  type: 'bookmark',
  describe: (app) =>
    app.type === 'bookmark' ? { startUrl: app.settings.url, asksForPassword: app.settings.separatePassword } : null,
};
