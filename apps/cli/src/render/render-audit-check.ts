/** What the check of the audit log found, as text. */
import type { AuditVerifyAnswer } from '@cordboard/contract/control';
import type { Paint } from '@cordboard/server/render-plan';

type Chain = AuditVerifyAnswer['chains'][number];

const place = ({ sequence }: Chain): string => `event ${sequence ?? 0}`;

const reasons: Readonly<Record<NonNullable<Chain['fault']>, (chain: Chain) => string>> = {
  gap: (chain) => `events before ${place(chain)} are missing`,
  changed: (chain) => `${place(chain)} was changed after it was written`,
  unlinked: (chain) => `${place(chain)} does not follow the one before it`,
  head: (chain) => `the log should end with ${place(chain)} and does not`,
  seal: (chain) => `the end, ${place(chain)}, was not sealed with the present master key`,
};

const countOf = ({ events }: Chain): string => `${events} ${events === 1 ? 'event' : 'events'}`;

const renderChain = (chain: Chain, paint: Paint): readonly string[] => {
  if (chain.fault === null) {
    return [`${chain.name}: ${paint.good('holds')}, ${countOf(chain)}`];
  }
  return [
    `${chain.name}: ${paint.bad('does not hold')}: ${reasons[chain.fault](chain)}`,
    `  ${countOf(chain)} before that ${chain.events === 1 ? 'is' : 'are'} as written`,
  ];
};

export const renderAuditCheck = ({ chains }: AuditVerifyAnswer, paint: Paint): string =>
  chains.length === 0 ? 'No events.' : chains.flatMap((chain) => renderChain(chain, paint)).join('\n');
