/** Chooses the component for the page document. */
import type { AgentPage } from '@cordboard/contract/agent-page';
import type { ReactElement } from 'react';
import { ErrorPage } from './error/error-page.tsx';
import { LaunchpadPage } from './launchpad/launchpad-page.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { SignedOutPage } from './signed-out/signed-out-page.tsx';

/** The page that the hub asked for. */
export function AgentApp({ page }: { readonly page: AgentPage }): ReactElement {
  switch (page.kind) {
    case 'sign-in':
      return <SignInPage page={page} />;
    case 'launchpad':
      return <LaunchpadPage page={page} />;
    case 'error':
      return <ErrorPage page={page} />;
    case 'signed-out':
      return <SignedOutPage page={page} />;
  }
}
