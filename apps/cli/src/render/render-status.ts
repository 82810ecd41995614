/** The installation as text. */
import type { StatusAnswer } from '@cordboard/contract/control';
import { printableText } from '@cordboard/contract/printable-text';
import { formatTime } from './format-time.ts';

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const realmLines = (realm: StatusAnswer['realms'][number]): readonly string[] => {
  const size = `${counted(realm.connections, 'connection', 'connections')}, ${counted(realm.apps, 'app', 'apps')}`;
  return [
    printableText(`  ${realm.path}: ${realm.name}, ${realm.kind}, mode ${realm.ssoMode}, ${size}`),
    printableText(`    ${realm.url}`),
  ];
};

export const renderStatus = (status: StatusAnswer): string => {
  const since = status.startedAt === null ? '' : ` since ${formatTime(status.startedAt)}`;
  const realms = status.realms.length + status.moreRealms;
  return [
    `Cordboard ${status.version}, ${status.running ? `running${since}` : 'not running'}`,
    status.installationUrl,
    [
      counted(status.companies, 'company', 'companies'),
      counted(status.environments, 'environment', 'environments'),
      counted(realms, 'realm', 'realms'),
    ].join(', '),
    ...status.realms.flatMap(realmLines),
    ...(status.moreRealms === 0 ? [] : [`  and ${counted(status.moreRealms, 'more realm', 'more realms')}`]),
  ].join('\n');
};
