/** One application as a card: the whole card is the link, and a note says in words and shape what is special. */
import type { Tile } from '@cordboard/contract/agent-page';
import type { ReactElement } from 'react';
import { useMessages } from '../messages/use-messages.tsx';
import { Icon, TileIcon } from '../parts/icon.tsx';

/** A tile in its group. An unavailable one is shown and cannot be opened. */
export function TileCard({ tile }: { readonly tile: Tile }): ReactElement {
  const content = (
    <>
      <span className="tile-icon">
        <TileIcon name={tile.icon} />
      </span>
      <span className="tile-words">
        <span className="tile-name">{tile.name}</span>
        {tile.description !== '' && <span className="tile-description">{tile.description}</span>}
        <TileNote tile={tile} />
      </span>
    </>
  );
  if (tile.state === 'unavailable') return <div className="tile off">{content}</div>;
  return (
    <a className="tile" href={tile.href} {...tileTarget(tile)}>
      {content}
    </a>
  );
}

/** Where the link opens. The application must not get hold of the launchpad's window: noopener. */
export function tileTarget(tile: Tile): { target?: '_blank'; rel?: 'noopener' } {
  return tile.opensInOwnWindow ? { target: '_blank', rel: 'noopener' } : {};
}

/** What is special about a tile. One that cannot be opened says only that. */
export function TileNote({ tile }: { readonly tile: Tile }): ReactElement | null {
  const { message } = useMessages();
  if (tile.state === 'unavailable') {
    return (
      <span className="tile-note">
        <Icon name="unplugged" size={16} />
        {message('launchpad.unavailable')}
      </span>
    );
  }
  return (
    <>
      {tile.state === 'separate-password' && (
        <span className="tile-note warn">
          <Icon name="key" size={16} />
          {message('launchpad.separatePassword')}
        </span>
      )}
      {tile.opensInOwnWindow && (
        <span className="tile-note">
          <Icon name="window" size={16} />
          {message('launchpad.ownWindow')}
        </span>
      )}
    </>
  );
}
