/** Ports of the demo: found to be free before anything starts, so that a busy one is named at once. */
import { createServer } from 'node:net';

/** The identity provider has a host of its own: ports of one host are one site to a browser. */
const HUB_HOST = '127.0.0.1';
const IDP_HOST = '127.0.0.2';

export interface DemoAddress {
  readonly host: string;
  readonly port: number;
}

export interface DemoAddresses {
  readonly hub: DemoAddress;
  readonly idp: DemoAddress;
  readonly desktop: DemoAddress;
  readonly dashboard: DemoAddress;
}

const probe = ({ host, port }: DemoAddress): Promise<DemoAddress> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code === 'EADDRINUSE' ? 'is in use' : `cannot be listened on (${cause.code})`;
      reject(new Error(`${host}:${port} ${reason}. Stop what uses it, or choose other ports with --port.`, { cause }));
    });
    server.listen(port, host, () => {
      const address = server.address();
      const found = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => resolve({ host, port: found }));
    });
  });

/** Four addresses from `first` on, or any free ones for 0. Throws an Error that names a busy port. */
export const findDemoPorts = async (first: number): Promise<DemoAddresses> => {
  const port = (offset: number): number => (first === 0 ? 0 : first + offset);
  return {
    hub: await probe({ host: HUB_HOST, port: port(0) }),
    idp: await probe({ host: IDP_HOST, port: port(1) }),
    desktop: await probe({ host: HUB_HOST, port: port(2) }),
    dashboard: await probe({ host: HUB_HOST, port: port(3) }),
  };
};

export const originOf = ({ host, port }: DemoAddress): string => `http://${host}:${port}`;
