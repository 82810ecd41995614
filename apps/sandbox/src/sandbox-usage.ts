/** What the command line of the sandbox says about itself. */
import { faultNamed, faultNames } from './idp/faults/fault-list.ts';

const faults = faultNames.map((name) => `    ${name.padEnd(24)}${faultNamed(name).description}`).join('\n');

export const sandboxUsage: string = `Sandbox identity provider – for demo and tests. It listens on the loopback interface only.

  --host ADDRESS       127.0.0.0/8 or ::1; default 127.0.0.2, another site than a hub on 127.0.0.1
  --port NUMBER        default 8402; 0 takes a free one
  --metadata URL       metadata of the service provider, on this machine; may be given several times
  --user LOGIN:PASSWORD[:FIRST:LAST]
                       a person; may be given several times
  --users FILE         people from a JSON file: [{"login","password","firstName","lastName","email",…}]
  --sign WHAT          response, assertion or both (default)
  --encrypt HOW        none (default), gcm or cbc
  --name-id KIND       persistent (default), emailAddress, unspecified, transient or none
  --attributes STYLE   plain (default), oid, claims or none
  --clock-offset MS    how far the clock is ahead, in milliseconds; negative when it is behind
  --want-signed        refuse unsigned requests and say so in the metadata
  --data-dir FOLDER    keep the signing key there
  --fault NAME         rehearse a fault; may be given several times:
${faults}
`;

/** One line for an error; a stack helps nobody at a prompt. */
export const describeError = (error: unknown): string => (error instanceof Error ? error.message : String(error));
