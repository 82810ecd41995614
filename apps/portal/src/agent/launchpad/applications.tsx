/** The applications below the main one: the search field, the groups, and what there is to say when nothing matches. */
import type { Tile } from '@cordboard/contract/agent-page';
import { type KeyboardEvent, type ReactElement, useRef, useState } from 'react';
import { useMessages } from '../messages/use-messages.tsx';
import { Icon } from '../parts/icon.tsx';
import { filterTiles } from './filter-tiles.ts';
import { groupTiles } from './group-tiles.ts';
import { TileCard } from './tile-card.tsx';

interface ApplicationsProps {
  /** Every tile, the main one too: a search for it must find it. */
  readonly tiles: readonly Tile[];
  /** The tiles to show while nothing is searched for. */
  readonly others: readonly Tile[];
}

/** Groups of tiles with a search over all of them. */
export function Applications({ tiles, others }: ApplicationsProps): ReactElement {
  const { message } = useMessages();
  const [query, setQuery] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const results = useRef<HTMLDivElement>(null);
  const searching = query.trim() !== '';
  const found = searching ? filterTiles(tiles, query) : others;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') setQuery('');
    // With one result left, Enter opens it, as in any search.
    if (event.key === 'Enter' && searching && found.length === 1) results.current?.querySelector('a')?.click();
  };

  // The button that clears goes away with what it clears, so the focus needs another place.
  const clear = (): void => {
    setQuery('');
    field.current?.focus();
  };

  return (
    <section className="applications" aria-labelledby="applications">
      <div className="applications-head">
        <h2 id="applications">{message('launchpad.title')}</h2>
        <div className="search">
          <Icon name="search" />
          <input
            ref={field}
            type="search"
            aria-label={message('launchpad.search')}
            placeholder={message('launchpad.search')}
            autoComplete="off"
            spellCheck={false}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={onKeyDown}
          />
        </div>
      </div>
      <p role="status" className="hidden">
        {searching && message('launchpad.results', { count: found.length })}
      </p>
      <div ref={results}>{found.length > 0 ? <Groups tiles={found} /> : <NoMatch query={query} onClear={clear} />}</div>
    </section>
  );
}

function Groups({ tiles }: { readonly tiles: readonly Tile[] }): ReactElement {
  const { message } = useMessages();
  const groups = groupTiles(tiles);
  return (
    <>
      {groups.map((group) => (
        <section key={group.name} className="group">
          {(group.name !== '' || groups.length > 1) && <h3>{group.name || message('launchpad.otherGroup')}</h3>}
          <ul className="tiles">
            {group.tiles.map((tile) => (
              <li key={tile.slug}>
                <TileCard tile={tile} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function NoMatch({ query, onClear }: { readonly query: string; readonly onClear: () => void }): ReactElement {
  const { message } = useMessages();
  return (
    <div className="empty">
      <h3>{message('launchpad.noMatch', { query: query.trim() })}</h3>
      <p>{message('launchpad.noMatchHint')}</p>
      <button type="button" className="button" onClick={onClear}>
        {message('launchpad.clearSearch')}
      </button>
    </div>
  );
}
