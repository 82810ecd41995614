/** The page behind a set-up link: the identity provider's steps of one connection, without an account. */
import {
  type LinkedSetUp,
  readLinkedSetUp,
  submitLinkedSetUp,
  updateLinkedSetUp,
} from '@cordboard/contract/admin-api/set-ups';
import { platformProfile } from '@cordboard/vendors/platform-profiles';
import { presetsFor } from '@cordboard/vendors/presets-for';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, type ReactNode, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiProblem, isStatus } from '../../api/api-problem.ts';
import { type ApiAnswer, apiPath, type CallApi } from '../../api/call-api.ts';
import { useBasePath } from '../../base-path.tsx';
import { Panel } from '../../parts/card.tsx';
import { Instant } from '../../parts/instant.tsx';
import { Fact, PageHeader } from '../../parts/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../parts/states.tsx';
import { type DraftStore, DraftStoreProvider } from '../set-ups/draft-store.ts';
import type { OwnValuesOptions } from '../set-ups/own-values.ts';
import { StepBody } from '../set-ups/step-body.tsx';
import { Wizard } from '../set-ups/wizard.tsx';
import { isGuideStep, linkStepsOf, situationOf } from '../set-ups/wizard-steps.ts';
import { vendorOfId } from '../single-sign-on/known-vendor.ts';
import { createLinkClient, readSetUpToken } from './link-api.ts';
import { LinkFrame } from './link-frame.tsx';
import { SubmitPanel } from './submit-panel.tsx';

type Answer = Pick<ApiAnswer<typeof readLinkedSetUp>, 'body' | 'etag'>;

const KEY = ['linkedSetUp'];

interface Linked {
  readonly answer: Answer;
  readonly store: DraftStore;
  readonly submit: () => Promise<void>;
}

const useLinked = (callApi: CallApi) => {
  const queryClient = useQueryClient();
  const [isSaving, setSaving] = useState(false);
  const found = useQuery<Answer, ApiProblem>({
    queryKey: KEY,
    queryFn: ({ signal }) => callApi(readLinkedSetUp, { signal }),
    // A link that is over is said on this page; nobody is sent to a sign-in.
    meta: { asksWhoIsHere: true },
  });
  const keep = async (change: () => Promise<Answer>): Promise<void> => {
    setSaving(true);
    try {
      queryClient.setQueryData(KEY, await change());
    } finally {
      setSaving(false);
    }
  };
  const linked: Linked | null =
    found.data === undefined
      ? null
      : {
          answer: found.data,
          store: {
            draft: { ...found.data.body, settings: null },
            save: ({ step, doneSteps, identityProvider }) =>
              keep(() =>
                callApi(updateLinkedSetUp, {
                  ifMatch: found.data.etag,
                  body: {
                    ...(step !== undefined && { step }),
                    ...(doneSteps !== undefined && { doneSteps }),
                    ...(identityProvider !== undefined && { identityProvider }),
                  },
                }),
              ),
            isSaving,
          },
          submit: () => keep(() => callApi(submitLinkedSetUp)),
        };
  return { linked, error: found.error, retry: () => void found.refetch() };
};

const ownValues = ({ values, vendor, platform }: LinkedSetUp): OwnValuesOptions => {
  const known = vendorOfId(vendor);
  return { values, vendor: known, nameIdFormat: presetsFor(known, platformProfile(platform)).nameIdFormat };
};

const situation = ({ values, platform, vendor, wantEncryptedAssertions }: LinkedSetUp) =>
  situationOf({
    platform,
    nodes: values.acsUrls.length,
    encrypts: wantEncryptedAssertions,
    require: presetsFor(vendorOfId(vendor), platformProfile(platform)).connection.require,
  });

const Submitted = ({ by }: { readonly by: string }): ReactElement => {
  const { t } = useTranslation();
  return (
    <Panel>
      <EmptyState icon="check" title={t('setUps.public.submitted')}>
        {t('setUps.public.submittedWords', { by })}
      </EmptyState>
    </Panel>
  );
};

const Steps = ({ linked }: { readonly linked: Linked }): ReactNode => {
  const { t } = useTranslation();
  const { body } = linked.answer;
  const own = ownValues(body);
  return (
    <DraftStoreProvider value={linked.store}>
      <Wizard
        steps={linkStepsOf(body, situation(body))}
        reader="link-holder"
        render={(step) =>
          isGuideStep(step) ? (
            <StepBody step={step} own={own} saveLabel={t('setUps.idp.saveOnly')} />
          ) : (
            <SubmitPanel by={body.createdBy} onSubmit={linked.submit} />
          )
        }
      />
    </DraftStoreProvider>
  );
};

const Found = ({ linked }: { readonly linked: Linked }): ReactElement => {
  const { t } = useTranslation();
  const { body } = linked.answer;
  return (
    <div>
      <PageHeader
        title={t('setUps.public.title', { name: body.name, company: body.company })}
        lead={t('setUps.public.lead', { by: body.createdBy })}
        facts={
          <>
            <Fact label={t('setUps.public.environment')}>{body.environment}</Fact>
            <Fact label={t('setUps.public.until')}>
              <Instant at={body.expiresAt} />
            </Fact>
          </>
        }
      />
      {body.state === 'open' ? <Steps linked={linked} /> : <Submitted by={body.createdBy} />}
    </div>
  );
};

const Over = ({ kind }: { readonly kind: 'over' | 'noToken' }): ReactElement => {
  const { t } = useTranslation();
  return <PageHeader title={t(`setUps.public.${kind}`)} lead={t(`setUps.public.${kind}Words`)} />;
};

const WithToken = ({ token }: { readonly token: string }): ReactElement => {
  const { t } = useTranslation();
  const base = apiPath(useBasePath());
  const callApi = useMemo(() => createLinkClient(base, token), [base, token]);
  const { linked, error, retry } = useLinked(callApi);
  if (isStatus(error, 401) || isStatus(error, 404)) {
    return <Over kind="over" />;
  }
  if (linked !== null) {
    return <Found linked={linked} />;
  }
  return error === null ? (
    <LoadingState label={t('setUps.public.reading')} />
  ) : (
    <ErrorState problem={error} onRetry={retry} />
  );
};

/**
 * The token stays behind `#`: a page that is loaded again goes on, and no server sees it. It leads to one draft, for
 * some days.
 */
const useToken = (): string | null => {
  const [token, setToken] = useState(() => readSetUpToken(window.location.hash));
  useEffect(() => {
    const read = (): void => setToken(readSetUpToken(window.location.hash));
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  return token;
};

export const SetUpLinkPage = (): ReactElement => {
  const token = useToken();
  return <LinkFrame>{token === null ? <Over kind="noToken" /> : <WithToken key={token} token={token} />}</LinkFrame>;
};
