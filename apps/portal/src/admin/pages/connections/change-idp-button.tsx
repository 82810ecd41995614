/** Begins a set-up that changes this connection: the same steps, with what is set now. */
import type { Connection } from '@cordboard/contract/admin-api/connections';
import { createSetUp, listSetUps } from '@cordboard/contract/admin-api/set-ups';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/api-problem.ts';
import { useCallApi } from '../../api/call-api-context.tsx';
import { useCreate } from '../../api/use-create.ts';
import { ProblemNotice } from '../../parts/notice.tsx';
import { settingsOf } from '../set-ups/begin-form.ts';
import { vendorOfConnection } from '../single-sign-on/known-vendor.ts';
import type { ConnectionPlace } from '../single-sign-on/place.ts';

const SSO = '/$company/$environment/realms/$realm/single-sign-on';

export const ChangeIdpButton = ({
  place,
  connection,
}: {
  readonly place: ConnectionPlace;
  readonly connection: Connection;
}): ReactElement => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const callApi = useCallApi();
  const create = useCreate(createSetUp);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setBusy] = useState(false);
  /** The one that is under way for this connection, or a new one. */
  const setUpId = async (): Promise<string> => {
    const { body: list } = await callApi(listSetUps, { params: place });
    const open = list.items.find((each) => each.connection === connection.slug);
    if (open !== undefined) {
      return open.id;
    }
    const { vendor } = vendorOfConnection(connection);
    const body = {
      connection: connection.slug,
      vendor: vendor.id,
      name: connection.name,
      order: vendor.recommendedOrder,
      settings: settingsOf(connection),
    };
    return (await create({ params: place, body })).body.id;
  };
  const begin = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await navigate({
        to: `${SSO}/$serviceProvider/set-ups/$setUp`,
        params: { ...place, setUp: await setUpId() },
      });
    } catch (error) {
      if (!(error instanceof ApiProblem)) {
        throw error;
      }
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button loading={isBusy} onClick={() => void begin()}>
        {t('connections.trust.change')}
      </Button>
      {problem !== null && <ProblemNotice problem={problem} />}
    </>
  );
};
