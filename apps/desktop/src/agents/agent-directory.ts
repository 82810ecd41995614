/**
 * The agents that are at work on this desktop: one record per person, one person per extension. An agent whose browser
 * stopped asking keeps the state for a while and gives the extension back after {@link PRESENCE_MS}, so that the phone
 * of a crashed browser does not stay taken.
 */
import { DesktopError } from '../desktop-error.ts';
import type { AgentState } from './agent-state.ts';

/** Browsers slow the requests of background tabs down to one a minute; three of those may go missing. */
export const PRESENCE_MS = 200_000;

export interface Agent {
  readonly subject: string;
  readonly extension: string;
  readonly state: AgentState;
  /** When this state began. */
  readonly since: Date;
}

export interface AgentDirectory {
  /**
   * Puts the agent to work, Not Ready; an agent who is at work already moves to the new extension.
   *
   * @throws DesktopError `desktop.extension_in_use` when another agent has it.
   */
  signIn(subject: string, extension: string): Agent;
  /** The agent, if at work; counts as a sign of life. */
  find(subject: string): Agent | undefined;
  /** Undefined when the agent is not at work. The time runs on when nothing changes. */
  changeState(subject: string, state: AgentState): Agent | undefined;
  signOut(subject: string): void;
}

const isSame = (one: AgentState, other: AgentState): boolean =>
  one.name === 'ready' ? other.name === 'ready' : other.name === 'not-ready' && one.reason === other.reason;

export function createAgentDirectory(clock: () => Date): AgentDirectory {
  const agents = new Map<string, { agent: Agent; seenAtMs: number }>();

  const present = (subject: string): Agent | undefined => {
    const record = agents.get(subject);
    if (record !== undefined && clock().getTime() - record.seenAtMs > PRESENCE_MS) {
      agents.delete(subject);
      return undefined;
    }
    return record?.agent;
  };

  const save = (agent: Agent): Agent => {
    agents.set(agent.subject, { agent, seenAtMs: clock().getTime() });
    return agent;
  };

  const holderOf = (extension: string): string | undefined =>
    [...agents.keys()].find((subject) => present(subject)?.extension === extension);

  return {
    signIn: (subject, extension) => {
      const holder = holderOf(extension);
      if (holder !== undefined && holder !== subject) {
        throw new DesktopError('desktop.extension_in_use');
      }
      return save({ subject, extension, state: { name: 'not-ready', reason: undefined }, since: clock() });
    },
    find: (subject) => {
      const agent = present(subject);
      return agent === undefined ? undefined : save(agent);
    },
    changeState: (subject, state) => {
      const agent = present(subject);
      if (agent === undefined) {
        return undefined;
      }
      return save(isSame(agent.state, state) ? agent : { ...agent, state, since: clock() });
    },
    signOut: (subject) => {
      agents.delete(subject);
    },
  };
}
