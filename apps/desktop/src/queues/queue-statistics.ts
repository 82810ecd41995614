/** Where the figures of the agent's contact service queues (CSQ) come from. */

export interface QueueFigures {
  readonly name: string;
  readonly callsWaiting: number;
  /** How long the oldest of them has been waiting, in milliseconds; 0 when none waits. */
  readonly longestWaitMs: number;
}

export interface QueueStatistics {
  /** The queues of one agent in the order in which they are shown. */
  queuesOf(subject: string): Promise<readonly QueueFigures[]>;
}

/** For a desktop that is connected to no contact centre. */
export const noQueues: QueueStatistics = { queuesOf: async () => [] };
