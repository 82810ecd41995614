/** Test SSO, wherever it is offered. */
import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon.tsx';
import { ProblemNotice } from '../../parts/notice.tsx';
import type { ConnectionPlace } from '../single-sign-on/place.ts';
import { useTestSso } from './use-test-sso.ts';

interface TestSsoButtonProps {
  readonly place: ConnectionPlace;
  /** Tests the description that waits. */
  readonly staged?: boolean;
  readonly filled?: boolean;
  readonly label?: string;
}

export const TestSsoButton = ({ place, staged = false, filled = false, label }: TestSsoButtonProps): ReactElement => {
  const { t } = useTranslation();
  const { begin, isBusy, problem } = useTestSso(place, { staged });
  return (
    <>
      <Button
        variant={filled ? 'filled' : 'default'}
        loading={isBusy}
        onClick={begin}
        rightSection={<Icon name="external" size={16} />}
      >
        {label ?? t(staged ? 'tests.testStaged' : 'tests.test')}
      </Button>
      {problem !== null && <ProblemNotice problem={problem} />}
    </>
  );
};

/** The same in a row of a list. */
export const TestSsoLink = ({
  place,
  nextKeys = false,
}: Pick<TestSsoButtonProps, 'place'> & {
  /** Signs with the next key, while everybody else's sign-in uses the current one. */
  readonly nextKeys?: boolean;
}): ReactElement => {
  const { t } = useTranslation();
  const { begin, isBusy, problem } = useTestSso(place, { nextKeys });
  return (
    <>
      <button type="button" className="link-button" disabled={isBusy} onClick={begin}>
        {t(nextKeys ? 'tests.testNextKeys' : 'tests.test')}
      </button>
      {problem !== null && <ProblemNotice problem={problem} />}
    </>
  );
};
