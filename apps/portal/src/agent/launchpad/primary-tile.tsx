/** The application that most of the day happens in: large, on top, with the one filled button of the page. */
import type { Tile } from '@cordboard/contract/agent-page';
import type { ReactElement } from 'react';
import { useMessages } from '../messages/use-messages.tsx';
import { TileIcon } from '../parts/icon.tsx';
import { TileNote, tileTarget } from './tile-card.tsx';

/** Shows one tile large. An unavailable one keeps its place and has no button. */
export function PrimaryTile({ tile }: { readonly tile: Tile }): ReactElement {
  const { message } = useMessages();
  const open = tile.state !== 'unavailable';
  return (
    <section className={open ? 'primary-tile' : 'primary-tile off'} aria-labelledby="primary-tile">
      <span className="tile-icon">
        <TileIcon name={tile.icon} size={28} />
      </span>
      <div className="tile-words">
        <h2 id="primary-tile">{tile.name}</h2>
        {tile.description !== '' && <p className="tile-description">{tile.description}</p>}
        <TileNote tile={tile} />
      </div>
      {open && (
        <a className="button primary" href={tile.href} {...tileTarget(tile)}>
          {message('launchpad.openNamed', { app: tile.name })}
        </a>
      )}
    </section>
  );
}
