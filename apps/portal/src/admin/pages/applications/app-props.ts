import type { App } from '@cordboard/contract/admin-api/apps';

/** What the cards of an application are given. */
export interface AppProps {
  readonly place: {
    readonly company: string;
    readonly environment: string;
    readonly realm: string;
    readonly app: string;
  };
  readonly app: App;
  readonly etag: string | undefined;
}
