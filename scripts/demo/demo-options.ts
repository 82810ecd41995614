/** What the demo's command line says. */
import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** One sign-in without a browser, then the end. */
  readonly once: boolean;
  /** First of four consecutive ports; 0 takes any free ones. */
  readonly port: number;
  /** Forget what earlier runs stored. */
  readonly reset: boolean;
}

export const DEFAULT_PORT = 4500;

/** @throws Error with the usage when the flags are not understood. */
export const readDemoOptions = (flags: readonly string[]): DemoOptions => {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      once: { type: 'boolean', default: false },
      port: { type: 'string', default: String(DEFAULT_PORT) },
      reset: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_532) {
    throw new Error(`--port takes a number from 0 to 65532, not ${values.port}`);
  }
  return { once: values.once, port, reset: values.reset };
};
