/**
 * A hub that nobody has set up, and two identity providers that do not know it: the sandbox, where an application is made
 * of single values as in Okta, and SimpleSAMLphp, which reads metadata as AD FS does.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSpMetadata } from '@cordboard/saml';
import { type RunningDesktop, startDesktop } from '../../apps/desktop/src/start-desktop.ts';
import { makeIdpKeys } from '../../apps/sandbox/src/idp/idp-keys.ts';
import { type RunningSandboxIdp, startSandboxIdp } from '../../apps/sandbox/src/idp/start-sandbox-idp.ts';
import {
  closeAll,
  type DemoIdentity,
  type DemoSetup,
  prepareDemo,
  startDemoHub,
} from '../../scripts/demo/demo-parts.ts';
import { originOf } from '../../scripts/demo/demo-ports.ts';
import { type SimpleSamlPhp, startSimpleSamlPhp, type TrustedServiceProvider } from './simplesamlphp.ts';

/** A host of its own, as every identity provider has. */
const PEER_HOST = '127.0.0.3';
const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';

/** What an administrator types in where an application is made by hand. */
export interface HandMadeApplication {
  readonly acsUrl: string;
  readonly audience: string;
  /** What the requests name as their issuer. */
  readonly entityId: string;
  /** The .cer file of ours that checks the requests. */
  readonly certificateFile: string;
}

export interface NewInstallation {
  readonly hubUrl: string;
  /** Of the first start; works once. */
  readonly setUpUrl: string;
  readonly desktopOrigin: string;
  /** Known to both identity providers. */
  readonly amina: DemoIdentity;
  readonly ben: DemoIdentity;
  readonly sandbox: { readonly entityId: string; readonly loginUrl: string; readonly certificate: string };
  readonly peer: SimpleSamlPhp;
  /** Makes the application in the sandbox, or changes it. */
  readonly makeApplication: (application: HandMadeApplication) => Promise<void>;
  /** Makes the relying party trust in SimpleSAMLphp of what stands at this address of ours. */
  readonly trustMetadataAt: (url: string, mistake?: Pick<TrustedServiceProvider, 'audience'>) => Promise<void>;
  readonly startDesktop: (client: { issuer: string; clientId: string; clientSecret: string }) => Promise<void>;
  readonly close: () => Promise<void>;
}

const startPeer = async ({ addresses, clock, people, random }: DemoSetup): Promise<SimpleSamlPhp> => {
  const keys = await makeIdpKeys({ commonName: 'SimpleSAMLphp', now: clock(), random });
  return startSimpleSamlPhp({
    host: PEER_HOST,
    port: addresses.idp.port,
    privateKey: keys.privateKeyPem,
    certificate: keys.certificatePem,
    users: people.map(({ email, firstName, lastName, login, password }) => ({
      name: login,
      password,
      attributes: {
        [`${CLAIMS}/emailaddress`]: [email],
        [`${CLAIMS}/name`]: [`${firstName} ${lastName}`],
        [`${CLAIMS}/givenname`]: [firstName],
        [`${CLAIMS}/surname`]: [lastName],
      },
    })),
  });
};

const base64In = (pem: string): string => pem.replace(/-----[A-Z ]+-----/g, '').replace(/\s/g, '');

/** What was typed in, in the form in which the sandbox takes it. */
const metadataOf = ({ acsUrl, certificateFile, entityId }: HandMadeApplication): string => `
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}">
  <md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
      <ds:X509Certificate>${base64In(certificateFile)}</ds:X509Certificate>
    </ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
    <md:AssertionConsumerService index="0" Location="${acsUrl}"
      Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>`;

const startSandbox = (setup: DemoSetup, application?: HandMadeApplication): Promise<RunningSandboxIdp> => {
  const { addresses, clock, dataFolder, people: users, random } = setup;
  return startSandboxIdp({
    ...addresses.idp,
    users,
    serviceProviders:
      application === undefined
        ? []
        : [{ slug: 'by-hand', metadata: metadataOf(application), audience: application.audience }],
    clock,
    random,
    dataDir: join(dataFolder, 'sandbox-idp'),
  });
};

/** What Okta shows beside the application: its certificate, which the administrator copies. */
const certificateIn = async (metadataUrl: string): Promise<string> => {
  const metadata = await (await fetch(metadataUrl)).text();
  const base64 = /X509Certificate>([^<]+)</.exec(metadata)?.[1]?.trim() ?? '';
  return `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----`;
};

const trustOf = (xml: string, now: Date, mistake: Pick<TrustedServiceProvider, 'audience'>): TrustedServiceProvider => {
  const metadata = readSpMetadata(xml, { now });
  const acs = metadata.assertionConsumerServices[0];
  const signingCertificates = metadata.signingCertificates.map(({ base64 }) => base64);
  if (acs === undefined || signingCertificates.length === 0) {
    throw new Error('our metadata lacks an ACS or a signing certificate');
  }
  return {
    entityId: metadata.entityId,
    acsUrl: acs.location,
    signingCertificates,
    encryptionCertificate: metadata.encryptionKeys[0]?.certificate.base64,
    // As AD FS does it.
    signResponse: false,
    signAssertion: true,
    ...mistake,
  };
};

const personNamed = ({ people }: DemoSetup, login: string): DemoIdentity => {
  const found = people.find((person) => person.login === login);
  if (found === undefined) {
    throw new Error(`nobody is called ${login}`);
  }
  return found;
};

export const startNewInstallation = async (): Promise<NewInstallation> => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'cordboard-administration-'));
  const started: { close(): Promise<void> }[] = [
    { close: async () => rmSync(dataFolder, { recursive: true, force: true }) },
  ];
  const keep = <T extends { close(): Promise<void> }>(part: T): T => {
    started.push(part);
    return part;
  };
  try {
    const setup = await prepareDemo({ port: 0, dataFolder, logLevel: 'error' });
    const { addresses, clock, random } = setup;
    const hub = keep(await startDemoHub(setup));
    const peer = keep(await startPeer(setup));
    let sandbox = await startSandbox(setup);
    keep({ close: () => sandbox.close() });
    const trusted = new Map<string, TrustedServiceProvider>();
    return {
      hubUrl: originOf(addresses.hub),
      setUpUrl: hub.setUpUrl ?? '',
      desktopOrigin: originOf(addresses.desktop),
      amina: personNamed(setup, 'amina'),
      ben: personNamed(setup, 'ben'),
      sandbox: {
        entityId: sandbox.entityId,
        loginUrl: `${sandbox.url}/sso`,
        certificate: await certificateIn(sandbox.metadataUrl),
      },
      peer,
      makeApplication: async (application) => {
        await sandbox.close();
        sandbox = await startSandbox(setup, application);
      },
      trustMetadataAt: async (url, mistake = {}) => {
        const answer = await fetch(url);
        const trust = trustOf(await answer.text(), clock(), mistake);
        trusted.set(trust.entityId, trust);
        peer.trust([...trusted.values()]);
      },
      startDesktop: async (client) => {
        const desktop: RunningDesktop = await startDesktop({
          ...addresses.desktop,
          ...client,
          companyName: 'Globex Support',
          clock,
          random,
        });
        keep(desktop);
      },
      close: () => closeAll(started),
    };
  } catch (error) {
    await closeAll(started);
    throw error;
  }
};
