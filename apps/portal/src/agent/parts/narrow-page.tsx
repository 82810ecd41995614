/** The frame of the pages with one matter (sign-in, errors, signed out): one column with the mark on top. */
import type { PageRealm } from '@cordboard/contract/agent-page';
import type { ReactElement, ReactNode } from 'react';
import { useMessages } from '../messages/use-messages.tsx';
import { Logo } from './logo.tsx';

interface NarrowPageProps {
  readonly realm: PageRealm | null;
  readonly children: ReactNode;
}

/** Shows the company and the environment above the content, when they are known. */
export function NarrowPage({ realm, children }: NarrowPageProps): ReactElement {
  return (
    <main className="narrow">
      <div className="brand">
        <Logo size={36} />
        {realm !== null && <RealmName realm={realm} />}
      </div>
      {children}
    </main>
  );
}

/** The company, and the environment in smaller letters. */
export function RealmName({ realm }: { readonly realm: PageRealm }): ReactElement {
  const { message } = useMessages();
  const label = message('realm.place', { company: realm.companyName, environment: realm.environmentName });
  return (
    <p className="realm" title={label}>
      <span className="realm-company">{realm.companyName}</span>
      <span className="realm-environment">{realm.environmentName}</span>
    </p>
  );
}
