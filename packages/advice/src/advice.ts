/** The shape of what is said about a code besides what was found. */

/** Who has to act. */
export type Actor = 'administrator' | 'identity-provider' | 'app' | 'operator' | 'person' | 'maintainers';

export const actorNames: Readonly<Record<Actor, string>> = {
  administrator: 'Administrator of Cordboard',
  'identity-provider': 'Administrator of the identity provider',
  app: 'Developer of the app',
  operator: 'Operator of the installation',
  person: 'Person who signs in',
  maintainers: 'Maintainers of Cordboard',
};

export interface Advice {
  /** What it usually comes from. */
  readonly cause: string;
  readonly actor: Actor;
  /** What that person does. */
  readonly fix: string;
}

/** Short form of an advice. */
export const advise = (actor: Actor, cause: string, fix: string): Advice => ({ cause, actor, fix });
