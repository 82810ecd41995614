/**
 * The drawings of the agent pages: 24 units wide, lines only, in the colour of the text. The first
 * group may be named by an application's tile; the second belongs to the pages themselves.
 */
import type { ReactElement } from 'react';

const tileDrawings = {
  app: 'M6 4h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2ZM4 9h16M7 6.5h.01M10 6.5h.01',
  book: 'M7.5 4H18a1 1 0 0 1 1 1v15H7.5A2.5 2.5 0 0 1 5 17.5v-11A2.5 2.5 0 0 1 7.5 4ZM5 17.5A2.5 2.5 0 0 1 7.5 15H19M9.5 8h5',
  calendar:
    'M6 5.5h12a2 2 0 0 1 2 2V18a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V7.5a2 2 0 0 1 2-2ZM4 10.5h16M8.5 3.5v4M15.5 3.5v4',
  chart: 'M4 4v14a2 2 0 0 0 2 2h14M8.5 16v-4M12.5 16V7M16.5 16v-6',
  chat: 'M5 4h10a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H8l-4 3.5V5a1 1 0 0 1 1-1ZM19 8.5a1 1 0 0 1 1 1V20l-3.5-3H11a1 1 0 0 1-1-1',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 7.5V12l3 2',
  cloud: 'M7.2 18.5h9.9a3.9 3.9 0 0 0 .6-7.75 5.9 5.9 0 0 0-11.3-.2A4 4 0 0 0 7.2 18.5Z',
  dashboard: 'M4.5 4.5h6v8h-6ZM4.5 16h6v3.5h-6ZM14 4.5h5.5V8H14ZM14 11.5h5.5v8H14Z',
  gear: 'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM12 5.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM12 3v2.5M12 18.5V21M3 12h2.5M18.5 12H21M5.6 5.6l1.8 1.8M16.6 16.6l1.8 1.8M18.4 5.6l-1.8 1.8M7.4 16.6l-1.8 1.8',
  globe: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM3.5 12h17M12 3.5c5 4.5 5 12.5 0 17M12 3.5c-5 4.5-5 12.5 0 17',
  headset:
    'M4 14v-2a8 8 0 0 1 16 0v2M5.5 13.5A1.5 1.5 0 0 1 7 15v3a1.5 1.5 0 0 1-3 0v-3a1.5 1.5 0 0 1 1.5-1.5ZM18.5 13.5A1.5 1.5 0 0 1 20 15v3a1.5 1.5 0 0 1-3 0v-3a1.5 1.5 0 0 1 1.5-1.5ZM18.5 19.5c0 1.2-1.6 2-4 2',
  mail: 'M5.5 5.5h13a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2ZM4 7.5l8 6 8-6',
  monitor:
    'M2.5 12c2.3-4.2 5.5-6.3 9.5-6.3s7.2 2.1 9.5 6.3c-2.3 4.2-5.5 6.3-9.5 6.3S4.8 16.2 2.5 12ZM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z',
  people:
    'M9 4.5a3.25 3.25 0 1 0 0 6.5 3.25 3.25 0 0 0 0-6.5ZM3 19.5a6 6 0 0 1 12 0M15.5 4.8a3.25 3.25 0 0 1 0 5.9M17.5 14a6 6 0 0 1 3.5 5.5',
  phone:
    'M6 3.5h3l1.5 4.2-2 1.5a11 11 0 0 0 5.3 5.3l1.5-2 4.2 1.5v3a2 2 0 0 1-2.2 2A16.3 16.3 0 0 1 4 5.7 2 2 0 0 1 6 3.5Z',
  recording: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z',
  shield: 'M12 3.5 19 6v6c0 4-2.8 7-7 8.5C7.8 19 5 16 5 12V6ZM9 12l2.2 2.2L15.2 10',
} as const;

const pageDrawings = {
  alert: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 7.5v5.5M12 16.3h.01',
  arrow: 'M5 12h14M13 6l6 6-6 6',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6 6 18',
  copy: 'M10 9h8a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-8a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1ZM5.5 15a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1h8a1 1 0 0 1 1 1',
  key: 'M8 11.5a4.25 4.25 0 1 0 0 8.5 4.25 4.25 0 0 0 0-8.5ZM11 12.7 19.5 4M15.5 8l2.8 2.8',
  out: 'M10 4H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h4M10 12h10M16 8l4 4-4 4',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.2 15.2 20 20',
  unplugged: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM6 6l12 12',
  window: 'M13.5 4H20v6.5M20 4l-8.5 8.5M17.5 14v4a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V8.5a2 2 0 0 1 2-2h4',
} as const;

/** A drawing that a page uses itself. */
export type PageIconName = keyof typeof pageDrawings;

/** The names that a tile may ask for. */
export const tileIconNames: readonly string[] = Object.keys(tileDrawings);

/** The drawing for a tile: the default one for a name that is not known. */
export function tileDrawing(name: string): string {
  const drawings: Readonly<Record<string, string>> = tileDrawings;
  return Object.hasOwn(drawings, name) ? (drawings[name] ?? tileDrawings.app) : tileDrawings.app;
}

/** A drawing of the page itself. Decorative: words always stand beside it. */
export function Icon({ name, size = 20 }: { readonly name: PageIconName; readonly size?: number }): ReactElement {
  return <Drawing path={pageDrawings[name]} size={size} />;
}

/** The drawing of a tile. Decorative: the name of the application stands beside it. */
export function TileIcon({ name, size = 24 }: { readonly name: string; readonly size?: number }): ReactElement {
  return <Drawing path={tileDrawing(name)} size={size} />;
}

function Drawing({ path, size }: { readonly path: string; readonly size: number }): ReactElement {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={path} />
    </svg>
  );
}
