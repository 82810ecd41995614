/** The states an agent can be in. The first state after sign-in is always Not Ready, without a reason. */
import { z } from 'zod';
import { DesktopError } from '../desktop-error.ts';

export const notReadyReasons = ['break', 'lunch', 'meeting', 'training'] as const;
export type NotReadyReason = (typeof notReadyReasons)[number];

export type AgentState =
  | { readonly name: 'not-ready'; readonly reason: NotReadyReason | undefined }
  | { readonly name: 'ready' };

/** What a person reads. */
export const stateLabel = (state: AgentState): string => (state.name === 'ready' ? 'Ready' : 'Not Ready');

const REASON_LABELS: Readonly<Record<NotReadyReason, string>> = {
  break: 'Break',
  lunch: 'Lunch',
  meeting: 'Meeting',
  training: 'Training',
};

export const reasonLabel = (reason: NotReadyReason): string => REASON_LABELS[reason];

const stateSchema = z.union([
  z.literal('ready').transform((): AgentState => ({ name: 'ready' })),
  z.literal('not-ready').transform((): AgentState => ({ name: 'not-ready', reason: undefined })),
  z.templateLiteral(['not-ready:', z.enum(notReadyReasons)]).transform(
    (value): AgentState => ({
      name: 'not-ready',
      reason: notReadyReasons.find((reason) => value === `not-ready:${reason}`),
    }),
  ),
]);

/** `ready`, `not-ready` or `not-ready:<reason>`, as forms send it. */
export const stateValue = (state: AgentState): string =>
  state.name === 'ready' || state.reason === undefined ? state.name : `${state.name}:${state.reason}`;

/** @throws DesktopError `desktop.state_unknown`. */
export function readStateValue(value: unknown): AgentState {
  const result = stateSchema.safeParse(value);
  if (!result.success) {
    throw new DesktopError('desktop.state_unknown', { received: String(value).slice(0, 40) });
  }
  return result.data;
}
