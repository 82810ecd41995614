/** Every check of a sign-in, in order, with what it found. */
import { explainCode } from '@cordboard/advice/explain-code';
import type { TFunction } from 'i18next';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import { type Status, StatusIcon } from '../../parts/status-icon.tsx';
import { attempts } from '../../texts/en/attempts.ts';
import { type Check, countChecks, groupChecks } from './group-checks.ts';
import './attempts.css';

const statuses: Readonly<Record<Check['status'], Status>> = {
  passed: 'ok',
  failed: 'bad',
  skipped: 'none',
  'not-reached': 'none',
  recorded: 'info',
};

/** A refusal of the hub has the name of its code, and is told in the words of that; a check that this portal does not know keeps its own. */
const nameOf = ({ stage, name: own }: Check, t: TFunction): string => {
  const known = attempts.checks.names;
  const name = `${stage}/${own}` in known ? `${stage}/${own}` : own;
  if (Object.hasOwn(known, name)) {
    return t(`attempts.checks.names.${name as keyof typeof known}`);
  }
  return explainCode(own)?.found.replace(/\.$/, '') ?? name;
};

/** What the check found; the values of the one that failed stand above. */
const detailOf = ({ status, received, code }: Check): string | undefined => (status === 'failed' ? code : received);

const Row = ({ check }: { readonly check: Check }): ReactElement => {
  const { t } = useTranslation();
  const detail = detailOf(check);
  return (
    <li className={`check ${check.status}`}>
      <StatusIcon status={statuses[check.status]} />
      <div className="check-words">
        <span className="check-name">{nameOf(check, t)}</span>
        {detail !== undefined && <span className="muted small">{detail}</span>}
      </div>
      <span className="check-status">{t(`attempts.checks.statuses.${check.status}`)}</span>
    </li>
  );
};

export const ChecksCard = ({ checks }: { readonly checks: readonly Check[] }): ReactElement => {
  const { t } = useTranslation();
  const { passed, failed, open } = countChecks(checks);
  return (
    <Card title={t('attempts.checks.title')} lead={t('attempts.checks.summary', { passed, failed, open })} flush>
      {checks.length === 0 && <p className="muted card-inset">{t('attempts.checks.none')}</p>}
      {groupChecks(checks).map(({ group, checks: own }) => (
        <div key={group} className="check-group">
          <h3>{t(`attempts.checks.groups.${group}`)}</h3>
          <ol>
            {own.map((check, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a name can come twice; the order never changes.
              <Row key={index} check={check} />
            ))}
          </ol>
        </div>
      ))}
      <div className="card-end" />
    </Card>
  );
};
