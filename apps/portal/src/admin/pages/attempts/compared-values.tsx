/** What was expected and what came, one above the other, with the part that differs marked. */
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../parts/copy-button.tsx';
import { type Difference, splitDifference } from './split-difference.ts';
import './attempts.css';

interface RowProps {
  readonly kind: 'expected' | 'received';
  readonly value: string;
  readonly difference: Difference | null;
}

const Row = ({ kind, value, difference }: RowProps): ReactElement => {
  const { t } = useTranslation();
  const label = t(`attempts.explanation.${kind}`);
  return (
    <div className={`compared-row ${kind}`}>
      <dt>{label}</dt>
      <dd>
        <span className="mono" dir="ltr">
          {difference === null ? (
            value
          ) : (
            <>
              {difference.start}
              {difference.middle !== '' && <mark>{difference.middle}</mark>}
              {difference.end}
            </>
          )}
        </span>
        <CopyButton value={value} label={label} />
      </dd>
    </div>
  );
};

interface ComparedValuesProps {
  readonly expected: string | undefined;
  readonly received: string | undefined;
}

export const ComparedValues = ({ expected, received }: ComparedValuesProps): ReactElement | null => {
  if (expected === undefined && received === undefined) {
    return null;
  }
  const [left, right] =
    expected !== undefined && received !== undefined ? splitDifference(expected, received) : [null, null];
  return (
    <dl className="compared">
      {expected !== undefined && <Row kind="expected" value={expected} difference={left} />}
      {received !== undefined && <Row kind="received" value={received} difference={right} />}
    </dl>
  );
};
