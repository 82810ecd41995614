/** What the command needs of the world around it; tests give their own. */
export interface CliIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Who runs the command, by the name that the operating system knows, if it knows one. */
  readonly user: string | undefined;
  /** Whether a person sits at both ends. */
  readonly isTerminal: boolean;
  /** Whether colours are wanted. */
  readonly isColoured: boolean;
  /** Writes a line, or several, of the result. */
  out(text: string): void;
  /** Writes a long result piece by piece, as fast as the reader takes it. */
  stream(pieces: AsyncIterable<string>): Promise<void>;
  /** Writes a line, or several, about what went wrong. */
  err(text: string): void;
  /** Asks a person; only called in a terminal. */
  ask(question: string): Promise<string>;
}

/** How a command ends. */
export const EXIT_FINE = 0;
/** It was refused or failed. */
export const EXIT_FAILED = 1;
/** It was called wrongly. */
export const EXIT_USAGE = 2;
