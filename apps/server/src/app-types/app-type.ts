/** What every type of app tells the hub about one of its apps. */
import type { AppRecord } from '../storage/ports/directory-store.ts';

export interface AppDescription {
  /** Where the tile leads; null for an app that can only be opened from outside. */
  readonly startUrl: string | null;
  /** The application is not part of single sign-on and asks for a password of its own. */
  readonly asksForPassword: boolean;
}

export interface AppType {
  readonly type: AppRecord['type'];
  /** Null for an app of another type. */
  describe(app: AppRecord): AppDescription | null;
}
