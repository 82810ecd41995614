/** What the routes share. It is made once, in `startDesktop`. */
import type { AgentDirectory } from '../agents/agent-directory.ts';
import type { DesktopLogEntry, RandomBytes } from '../desktop-options.ts';
import type { QueueStatistics } from '../queues/queue-statistics.ts';
import type { SessionKeeper } from '../session/keep-session.ts';
import type { SessionStore } from '../session/session-store.ts';
import type { HubClient } from '../sign-in/hub-client.ts';
import type { PendingSignIns } from '../sign-in/pending-sign-ins.ts';
import type { BrowserCookies } from './browser-cookies.ts';
import type { PageSender } from './send-page.ts';

export interface DesktopContext {
  readonly publicOrigin: string;
  readonly companyName: string | undefined;
  readonly agents: AgentDirectory;
  readonly clock: () => Date;
  readonly cookies: BrowserCookies;
  readonly hub: HubClient;
  readonly keeper: SessionKeeper;
  readonly log: (entry: DesktopLogEntry) => void;
  readonly pendingSignIns: PendingSignIns;
  readonly queueStatistics: QueueStatistics;
  readonly random: RandomBytes;
  readonly sendPage: PageSender;
  readonly sessions: SessionStore;
}
