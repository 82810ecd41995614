/**
 * The hub and the Agent Desktop with SimpleSAMLphp in the place of the sandbox identity provider. `arrange` sets both
 * sides up the way two administrators do: the hub reads the peer's metadata from its address, and the peer gets what
 * our own metadata says.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolvedServiceProvider } from '@cordboard/contract/resolved-apply-file';
import { BINDING_HTTP_POST, BINDING_HTTP_REDIRECT, readSpMetadata, type SpMetadata } from '@cordboard/saml';
import { makeIdpKeys } from '../../apps/sandbox/src/idp/idp-keys.ts';
import type { RunningHub } from '../../apps/server/src/start-hub.ts';
import type { AttemptRecord } from '../../apps/server/src/storage/ports/attempt-store.ts';
import {
  applyDemoCompany,
  closeAll,
  type DemoIdentity,
  type DemoSetup,
  prepareDemo,
  startDemoDesktop,
  startDemoHub,
} from '../../scripts/demo/demo-parts.ts';
import {
  type LogoutSettings,
  type SimpleSamlPhp,
  startSimpleSamlPhp,
  type TrustedServiceProvider,
} from './simplesamlphp.ts';

/** What the peer is told from our metadata. */
type Described = 'entityId' | 'acsUrl' | 'signingCertificates' | 'encryptionCertificate' | 'singleLogout';

/** How both sides are set for one test; each default is that of the hub, or of SimpleSAMLphp for `peer`. */
export interface Arrangement {
  readonly serviceProvider?: { readonly signRequests?: boolean };
  readonly connection?: {
    readonly require?: 'response' | 'assertion' | 'both' | 'either';
    readonly cbcSignedInside?: boolean;
    readonly requestBinding?: 'redirect' | 'post';
    readonly idpInitiated?: 'refuse' | 'restart' | 'accept';
    readonly forceAuthn?: boolean;
  };
  readonly peer: Omit<TrustedServiceProvider, Described>;
  /** The binding by which the peer sends logout messages to us; by redirect, which it prefers, unless set. */
  readonly logoutToUs?: 'redirect' | 'post';
  /** How the peer does single logout. */
  readonly logout?: LogoutSettings;
  /** The hub publishes an encryption key, and the peer encrypts to it, the assertion unless `peer` says otherwise. */
  readonly encrypted: boolean;
}

export interface SimpleSamlPhpSystem {
  readonly hub: RunningHub;
  readonly peer: SimpleSamlPhp;
  /** The User/Agent URL. */
  readonly agentUrl: string;
  readonly desktopUrl: string;
  /** Known to the hub and to the peer. */
  readonly person: DemoIdentity;
  /** Returns our metadata as it was read from its address. */
  readonly arrange: (arrangement: Arrangement) => Promise<SpMetadata>;
  readonly newestAttempt: () => Promise<AttemptRecord>;
  readonly close: () => Promise<void>;
}

const arrangeHub = async (
  hub: RunningHub,
  setup: DemoSetup,
  metadataUrl: string,
  { connection, encrypted, serviceProvider }: Arrangement,
): Promise<void> =>
  applyDemoCompany(
    hub,
    setup,
    resolvedServiceProvider.parse({
      slug: 'default',
      wantEncryptedAssertions: encrypted,
      nameIdFormats: ['persistent'],
      ...serviceProvider,
      connections: [
        {
          slug: 'simplesamlphp',
          name: 'SimpleSAMLphp',
          default: true,
          metadata: { url: metadataUrl },
          match: { emailAttribute: 'mail', emailDomains: ['acme.example'] },
          profile: { displayName: 'displayName', firstName: 'givenName', lastName: 'sn' },
          ...connection,
        },
      ],
    }),
  );

const arrangePeer = (peer: SimpleSamlPhp, metadata: SpMetadata, arrangement: Arrangement): void => {
  const [acs] = metadata.assertionConsumerServices;
  const [signing] = metadata.signingCertificates;
  const [encryption] = metadata.encryptionKeys;
  const wantedBinding = arrangement.logoutToUs === 'post' ? BINDING_HTTP_POST : BINDING_HTTP_REDIRECT;
  if (acs === undefined || signing === undefined) {
    throw new Error('our metadata lacks an ACS or a signing certificate');
  }
  peer.trust([
    {
      entityId: metadata.entityId,
      acsUrl: acs.location,
      signingCertificates: [signing.base64],
      encryptionCertificate: encryption?.certificate.base64,
      singleLogout: metadata.singleLogoutServices.filter(({ binding }) => binding === wantedBinding),
      ...arrangement.peer,
    },
  ]);
};

const startPeer = async ({ addresses, people, clock, random }: DemoSetup): Promise<SimpleSamlPhp> => {
  const keys = await makeIdpKeys({ commonName: 'SimpleSAMLphp', now: clock(), random });
  return startSimpleSamlPhp({
    ...addresses.idp,
    privateKey: keys.privateKeyPem,
    certificate: keys.certificatePem,
    users: people.map((person) => ({
      name: person.login,
      password: person.password,
      attributes: {
        mail: [person.email],
        displayName: [`${person.firstName} ${person.lastName}`],
        givenName: [person.firstName],
        sn: [person.lastName],
      },
    })),
  });
};

/** Nothing is arranged yet. */
export const startSimpleSamlPhpSystem = async (): Promise<SimpleSamlPhpSystem> => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'cordboard-interop-'));
  const started: { close(): Promise<void> }[] = [
    { close: async () => rmSync(dataFolder, { recursive: true, force: true }) },
  ];
  const keep = <T extends { close(): Promise<void> }>(part: T): T => {
    started.push(part);
    return part;
  };
  try {
    const setup = await prepareDemo({ port: 0, dataFolder });
    const [person] = setup.people;
    if (person === undefined) {
      throw new Error('nobody can sign in');
    }
    const peer = keep(await startPeer(setup));
    const hub = keep(await startDemoHub(setup));
    const desktop = keep(await startDemoDesktop(setup));
    return {
      hub,
      peer,
      agentUrl: setup.agentUrl,
      desktopUrl: desktop.url,
      person,
      arrange: async (arrangement) => {
        peer.setLogout(arrangement.logout ?? { bindings: ['redirect'], type: 'traditional' });
        await arrangeHub(hub, setup, peer.metadataUrl, arrangement);
        const answer = await fetch(setup.spMetadataUrl);
        const metadata = readSpMetadata(await answer.text(), { now: setup.clock() });
        arrangePeer(peer, metadata, arrangement);
        return metadata;
      },
      newestAttempt: async () => {
        const [attempt] = await hub.storage.read.listAttempts({ limit: 1 });
        if (attempt === undefined) {
          throw new Error('the hub has no attempt');
        }
        return attempt;
      },
      close: () => closeAll(started),
    };
  } catch (error) {
    await closeAll(started);
    throw error;
  }
};
