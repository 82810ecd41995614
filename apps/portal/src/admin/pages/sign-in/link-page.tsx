/** One-time links that set a password: an invitation, or a new password. */
import { inspectLink, type passwordLinkKinds, redeemLink } from '@cordboard/contract/admin-api/one-time-links';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiProblem, isStatus } from '../../api/api-problem.ts';
import { useCallApi } from '../../api/call-api-context.tsx';
import { ApiForm } from '../../parts/api-form.tsx';
import { PasswordField, TextField } from '../../parts/fields.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { useLinkToken } from './link-token.ts';
import { useFinish } from './use-finish.ts';

type LinkKind = (typeof passwordLinkKinds)[number];

interface FoundLink {
  readonly kind: LinkKind;
  readonly token: string;
  readonly login: string;
  readonly name: string;
}

/** Two kinds of link lead to one page: the first kind that knows the token is it. */
const useFoundLink = (kinds: readonly LinkKind[], token: string | null) => {
  const callApi = useCallApi();
  return useQuery<FoundLink | null, ApiProblem>({
    queryKey: ['links', kinds, token],
    enabled: token !== null,
    queryFn: async () => {
      for (const kind of kinds) {
        const found = await callApi(inspectLink, { params: { kind }, body: { token: token ?? '' } }).catch(
          (error: unknown) => {
            if (isStatus(error, 404) || isStatus(error, 410)) {
              return null;
            }
            throw error;
          },
        );
        if (found !== null && token !== null) {
          return { kind, token, login: found.body.login, name: found.body.name };
        }
      }
      return null;
    },
  });
};

const RedeemForm = ({ link }: { readonly link: FoundLink }): ReactElement => {
  const { t } = useTranslation();
  const callApi = useCallApi();
  const finish = useFinish(undefined);
  const notify = useNotify();
  const navigate = useNavigate();
  const isInvitation = link.kind === 'invitation';
  const form = useContractForm(redeemLink.body.omit({ token: true }), {
    defaultValues: { password: '', ...(isInvitation && { name: link.name }) },
  });
  const words = isInvitation ? 'signIn.invitation' : 'signIn.reset';
  return (
    <>
      <PageHeader title={t(`${words}.title`)} lead={t(`${words}.lead`, { login: link.login })} />
      <ApiForm
        form={form}
        submitLabel={t(`${words}.submit`)}
        wideButton
        onSubmit={async (values) => {
          const { body } = await callApi(redeemLink, {
            params: { kind: link.kind },
            body: { ...values, token: link.token },
          });
          if (body.status === 'signed-in') {
            await finish(body.session);
            return;
          }
          notify(t('signIn.resetDone'));
          await navigate({ to: '/sign-in' });
        }}
      >
        {isInvitation && <TextField name="name" label={t('signIn.setUp.name')} autoComplete="name" />}
        <PasswordField
          name="password"
          label={t('signIn.newPassword')}
          description={t('signIn.setUp.passwordHelp')}
          autoComplete="new-password"
          autoFocus
        />
      </ApiForm>
    </>
  );
};

const LinkPage = ({ kinds }: { readonly kinds: readonly LinkKind[] }): ReactElement => {
  const { t } = useTranslation();
  const token = useLinkToken();
  const { data, error, isLoading, refetch } = useFoundLink(kinds, token);
  if (isLoading) {
    return <LoadingState label={t('signIn.link.reading')} />;
  }
  if (error !== null) {
    return <ErrorState isPage problem={error} onRetry={() => void refetch()} />;
  }
  return data === undefined || data === null ? (
    <PageHeader title={t('signIn.link.over.title')} lead={t('signIn.link.over.words')} />
  ) : (
    <RedeemForm link={data} />
  );
};

export const InvitationPage = (): ReactElement => <LinkPage kinds={['invitation']} />;

export const ResetPage = (): ReactElement => <LinkPage kinds={['password-reset', 'recovery']} />;
