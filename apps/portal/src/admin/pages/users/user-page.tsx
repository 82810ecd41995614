/** A person: profile, links to identity providers, live sessions. */
import { readRealm } from '@cordboard/contract/admin-api/realms';
import { deleteUser, readUser, type UserDetail, updateUser } from '@cordboard/contract/admin-api/users';
import { userNode } from '@cordboard/contract/directory-nodes';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { makePatch } from '../../api/make-patch.ts';
import { useApi, useChange } from '../../api/use-api.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { Card, Columns } from '../../parts/card.tsx';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { Instant } from '../../parts/instant.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { Fact, PageHeader } from '../../parts/page-header.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { allows } from '../../session/session.ts';
import { useSession } from '../../session/session-query.ts';
import { LinksCard } from './links-card.tsx';
import { UserFields } from './user-fields.tsx';
import { UserLocalCard } from './user-local-card.tsx';
import type { UserPlace } from './user-place.ts';
import { UserSessionsCard } from './user-sessions-card.tsx';
import { UserState } from './user-state.tsx';

const routeApi = getRouteApi('/_signed-in/$company/$environment/realms/$realm/users/$user');

interface UserProps {
  readonly place: UserPlace;
  readonly user: UserDetail;
  readonly etag: string | undefined;
}

/** What the form has emptied. */
const emptied = { email: undefined, displayName: undefined, firstName: undefined, lastName: undefined };

const Profile = ({ place, user, etag }: UserProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const update = useChange(updateUser);
  const { info: _readOnly, ...stored } = user;
  const form = useContractForm(userNode, { values: stored });
  return (
    <Card title={t('users.profile')}>
      <ApiForm
        form={form}
        submitLabel={t('users.save')}
        onSubmit={async (values) => {
          const body = makePatch(stored, { ...emptied, ...values });
          const { body: saved } = await update.mutateAsync({ params: place, body, ifMatch: etag });
          notify(t('users.saved', { name: saved.displayName ?? saved.login }));
        }}
      >
        <UserFields />
      </ApiForm>
    </Card>
  );
};

const Danger = ({ place, user, etag }: UserProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const navigate = useNavigate();
  const [isAsking, asking] = useDisclosure(false);
  const remove = useChange(deleteUser, { leaves: true });
  const { company, environment, realm } = place;
  return (
    <Card danger title={t('users.dangerTitle')} lead={t('users.dangerLead')}>
      <Button color="red" onClick={asking.open}>
        {t('users.remove')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t('parts.delete.title', { name: user.login })}
        name={user.login}
        confirmLabel={t('users.remove')}
        onClose={asking.close}
        onConfirm={async () => {
          await remove.mutateAsync({ params: place, ifMatch: etag });
          await navigate({ to: '/$company/$environment/users', params: { company, environment }, search: { realm } });
          notify(t('parts.delete.done', { name: user.login }));
        }}
      >
        <p>{t('users.dangerLead')}</p>
      </ConfirmDialog>
    </Card>
  );
};

const Facts = ({ user }: Pick<UserProps, 'user'>): ReactElement => {
  const { t } = useTranslation();
  return (
    <>
      <Fact label={t('users.facts.state')}>
        <UserState enabled={user.enabled} linked={user.info.linked} />
      </Fact>
      <Fact label={t('users.facts.login')}>
        <span className="mono">{user.login}</span>
      </Fact>
      {user.email !== undefined && <Fact label={t('users.facts.email')}>{user.email}</Fact>}
      <Fact label={t('users.facts.added')}>
        <Instant at={user.info.createdAt} />
      </Fact>
    </>
  );
};

const Found = (props: UserProps): ReactElement => {
  const { place, user } = props;
  const { t } = useTranslation();
  const { grants } = useSession();
  const { company, environment, realm } = place;
  const here = { company, environment };
  const mayWrite = allows(grants, 'people.write', here);
  const above = useApi(readRealm, { params: { company, environment, realm } });
  // Administrators have a sign-in of their own.
  const isLocal = above.data !== undefined && above.data.body.kind !== 'admins';
  return (
    <div>
      <PageHeader
        title={user.displayName ?? user.login}
        back={{
          label: t('users.title'),
          link: { to: '/$company/$environment/users', params: here, search: { realm } },
        }}
        facts={<Facts user={user} />}
      />
      <Columns>
        <div className="stack">
          <LinksCard place={place} links={user.info.links} mayWrite={mayWrite} />
          {isLocal && <UserLocalCard place={place} mayWrite={mayWrite} />}
          <UserSessionsCard place={place} sessions={user.info.sessions} mayEnd={allows(grants, 'sessions.end', here)} />
        </div>
        {mayWrite && (
          <div className="stack">
            <Profile {...props} />
            <Danger {...props} />
          </div>
        )}
      </Columns>
    </div>
  );
};

export const UserPage = (): ReactElement => {
  const place = routeApi.useParams();
  const found = useApi(readUser, { params: place });
  if (found.error !== null) {
    return <ErrorState isPage problem={found.error} onRetry={() => void found.refetch()} />;
  }
  return found.data === undefined ? (
    <LoadingState />
  ) : (
    <Found key={place.user} place={place} user={found.data.body} etag={found.data.etag} />
  );
};
