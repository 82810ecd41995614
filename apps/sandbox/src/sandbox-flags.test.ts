import { describe, expect, it } from 'vitest';
import { readSandboxFlags } from './sandbox-flags.ts';

const metadata = 'http://127.0.0.1:8400/metadata';

describe('readSandboxFlags', () => {
  it('has defaults for everything', async () => {
    expect(await readSandboxFlags([])).toMatchObject({
      host: '127.0.0.2',
      port: 8402,
      users: [],
      serviceProviders: [],
    });
  });

  it('reads people, service providers and how they are answered', async () => {
    const flags = await readSandboxFlags([
      ...['--port', '0', '--metadata', metadata, '--user', 'amina:secret', '--user', 'luca:x:Luca:Bianchi'],
      ...['--encrypt', 'cbc', '--fault', 'clock-behind', '--clock-offset=-5000', '--want-signed'],
    ]);
    expect(flags.users).toEqual([
      { login: 'amina', password: 'secret', firstName: 'Amina', lastName: 'Example', email: 'amina@acme.example' },
      { login: 'luca', password: 'x', firstName: 'Luca', lastName: 'Bianchi', email: 'luca@acme.example' },
    ]);
    expect(flags.serviceProviders).toEqual([
      { slug: 'sp-1', metadataUrl: metadata, encrypt: 'cbc', clockOffsetMs: -5000, faults: ['clock-behind'] },
    ]);
    expect(flags).toMatchObject({ port: 0, wantAuthnRequestsSigned: true });
  });

  it.each([
    [['--nonsense']],
    [['--port', '65536']],
    [['--port', 'http']],
    [['--user', 'amina']],
    [['--users', '/does/not/exist.json']],
    [['--metadata', 'no url']],
    [['--metadata', metadata, '--fault', 'unknown']],
    [['--metadata', metadata, '--encrypt', 'rot13']],
    [['--metadata', metadata, '--clock-offset', 'soon']],
  ])('refuses %j', async (args) => {
    await expect(readSandboxFlags(args)).rejects.toMatchObject({ code: 'sandbox.flags' });
  });
});
