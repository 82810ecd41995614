/** Order of the companies' sign-ins: the one of last time apart, the rest as the hub sent them. */
import type { ConnectionChoice } from '@cordboard/contract/agent-page';

/** The remembered choice, if there is one, and the others. */
export interface OrderedChoices {
  readonly remembered: ConnectionChoice | null;
  readonly others: readonly ConnectionChoice[];
}

/** Sets the remembered choice apart. When several are marked, the first counts. */
export function orderChoices(choices: readonly ConnectionChoice[]): OrderedChoices {
  const remembered = choices.find((choice) => choice.remembered) ?? null;
  return { remembered, others: choices.filter((choice) => choice !== remembered) };
}

/** How many choices a list shows before "Show more"; one more is shown rather than hidden alone. */
const shownAtFirst = 4;

/** The part of the list that is shown, and how many are behind "Show more". */
export function foldChoices(
  choices: readonly ConnectionChoice[],
  options: { readonly unfolded: boolean },
): { readonly shown: readonly ConnectionChoice[]; readonly hidden: number } {
  if (options.unfolded || choices.length <= shownAtFirst + 1) return { shown: choices, hidden: 0 };
  return { shown: choices.slice(0, shownAtFirst), hidden: choices.length - shownAtFirst };
}
