/** What the frame shows: who is here, and where. */
import type { Grant, PagePlace } from '../session/session.ts';

export interface ShellEnvironment {
  readonly slug: string;
  readonly name: string;
}

export interface ShellData {
  readonly person: { readonly name: string; readonly login: string; readonly grants: readonly Grant[] };
  readonly place: PagePlace;
  /** Null where no company is chosen, or while it is being read. */
  readonly company: { readonly slug: string; readonly name: string } | null;
  readonly environments: readonly ShellEnvironment[];
  readonly signOut: () => void;
}

/** The first environment of a company is mostly the one that people work in. */
export const isProduction = ({ slug, name }: ShellEnvironment): boolean =>
  /^prod(uction)?\b/i.test(slug) || /^prod/i.test(name);
