/** Begins a test of a connection: a window at once, then the page that waits for its result. */
import { createConnectionTest } from '@cordboard/contract/admin-api/single-sign-on';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/api-problem.ts';
import { useChange } from '../../api/use-api.ts';
import type { ConnectionPlace } from '../single-sign-on/place.ts';
import { openTestWindow, rememberTestWindow } from './test-windows.ts';

export interface TestSso {
  readonly begin: () => void;
  readonly isBusy: boolean;
  readonly problem: ApiProblem | null;
}

export interface TestSsoOptions {
  /** Tests the description that waits. */
  readonly staged?: boolean;
  /** Signs with the next key, and wants to be answered with it. */
  readonly nextKeys?: boolean;
}

export const useTestSso = (
  place: ConnectionPlace,
  { staged = false, nextKeys = false }: TestSsoOptions = {},
): TestSso => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const create = useChange(createConnectionTest, { alsoStale: ['singleSignOn'] });
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const begin = async (): Promise<void> => {
    setProblem(null);
    const opened = openTestWindow(t('tests.opening'));
    try {
      const { body } = await create.mutateAsync({ params: place, body: { staged, nextKeys } });
      rememberTestWindow(body.id, { url: body.url, window: opened });
      if (opened !== null) {
        opened.location.href = body.url;
      }
      await navigate({
        to: '/$company/$environment/realms/$realm/single-sign-on/$serviceProvider/$connection/tests/$test',
        params: { ...place, test: body.id },
      });
    } catch (error) {
      opened?.close();
      if (!(error instanceof ApiProblem)) {
        throw error;
      }
      setProblem(error);
    }
  };
  return { begin: () => void begin(), isBusy: create.isPending, problem };
};
