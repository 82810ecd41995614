/** Launchpad: greeting, the main application large on top, all others in groups with a search, and sign-out. */
import type { LaunchpadPage as LaunchpadPageData } from '@cordboard/contract/agent-page';
import type { ReactElement } from 'react';
import { RichMessage, useMessages } from '../messages/use-messages.tsx';
import { formatTime } from '../parts/format-moment.ts';
import { Icon } from '../parts/icon.tsx';
import { Logo } from '../parts/logo.tsx';
import { RealmName } from '../parts/narrow-page.tsx';
import { Applications } from './applications.tsx';
import { dayPart, greetingName } from './greeting.ts';
import { takePrimary } from './group-tiles.ts';
import { PrimaryTile } from './primary-tile.tsx';
import { useSessionEnded } from './use-session-ended.ts';

/** The whole page. */
export function LaunchpadPage({ page }: { readonly page: LaunchpadPageData }): ReactElement {
  const { message } = useMessages();
  const { primary, others } = takePrimary(page.tiles, page.primaryTile);
  return (
    <>
      <a className="skip" href="#main">
        {message('launchpad.skip')}
      </a>
      <TopBar page={page} />
      <main className="wide" id="main" tabIndex={-1}>
        <h1>{message(`launchpad.${dayPart(page.now)}`, { name: greetingName(page.person) })}</h1>
        <SessionLine page={page} />
        {page.changePasswordHref !== null && (
          <p className="hint">
            <a className="link" href={page.changePasswordHref}>
              {message('launchpad.changePassword')}
            </a>
          </p>
        )}
        {page.tiles.length === 0 && (
          <div className="empty">
            <h2>{message('launchpad.none')}</h2>
            <p>{message('launchpad.noneHint')}</p>
          </div>
        )}
        {primary !== null && <PrimaryTile tile={primary} />}
        {others.length > 0 && <Applications tiles={page.tiles} others={others} />}
      </main>
    </>
  );
}

function TopBar({ page }: { readonly page: LaunchpadPageData }): ReactElement {
  const { message } = useMessages();
  const person = page.person.displayName.trim() || page.person.login;
  return (
    <header className="top">
      <div className="brand">
        <Logo />
        <RealmName realm={page.realm} />
      </div>
      <div className="account">
        <span className="person" title={page.person.login}>
          <span className="hidden">{message('launchpad.signedInAs', { person: '' })}</span>
          {person}
        </span>
        <form method="post" action={page.signOutHref}>
          <input type="hidden" name="token" value={page.signOutToken} />
          <button type="submit" className="button">
            <Icon name="out" />
            <span>{message('launchpad.signOut')}</span>
          </button>
        </form>
      </div>
    </header>
  );
}

/** Until when the person is signed in. The text changes once, when the session has ended, and that is announced. */
function SessionLine({ page }: { readonly page: LaunchpadPageData }): ReactElement {
  const { locale } = useMessages();
  const ended = useSessionEnded(page.sessionEndsAt - page.now);
  const time = (
    <time dateTime={new Date(page.sessionEndsAt).toISOString()}>
      {formatTime(page.sessionEndsAt, page.now, { locale })}
    </time>
  );
  return (
    <p className="lead" role="status">
      {ended ? (
        <RichMessage id="launchpad.sessionEnded" values={{ time }} />
      ) : (
        <RichMessage id="launchpad.session" values={{ connection: page.signedInWith, time }} />
      )}
    </p>
  );
}
