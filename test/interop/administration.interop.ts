/**
 * A new administrator alone with the portal: from the one-time link of the first start to agents who sign in, with an
 * application made by hand, and with metadata by URL and as a file, against two identity providers.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { countEffort, type Effort, type EffortCounter } from '../support/effort.ts';
import { seeHeading, signInAtIdp, typeExtension } from '../support/journey.ts';
import { type Visitor, visit } from '../support/visitor.ts';
import {
  accept,
  becomeOwner,
  beginSetUp,
  COMPANY,
  copied,
  downloadCertificate,
  enable,
  enterDomain,
  look,
  makeCompany,
  makeDesktop,
  makeEnvironment,
  makeUser,
  readOn,
  see,
  test,
} from './administration-journey.ts';
import { type HandMadeApplication, type NewInstallation, startNewInstallation } from './new-installation.ts';
import { typePassword } from './sign-in-pages.ts';
import { confirmExchange, promoteKey, publishedFingerprints, uploadSigningKey } from './upload-keystore.ts';

const WRONG_AUDIENCE = 'https://globex-staging.example/saml';

let browser: Browser;
let installation: NewInstallation;

beforeAll(async () => {
  installation = await startNewInstallation();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await installation?.close();
});

const ssoUrl = (environment: string): string =>
  `${installation.hubUrl}${COMPANY}/${environment}/realms/agents/single-sign-on`;

const openSso = async (page: Page, environment: string): Promise<void> => {
  await page.goto(ssoUrl(environment));
  await seeHeading(page, 'Single sign-on');
};

const atPeer =
  (person: { login: string; password: string }) =>
  async (page: Page): Promise<void> => {
    await page.locator('#password').waitFor();
    await typePassword(page, person.login, person.password);
  };

const seeAudienceAdvice = async (page: Page, expected: string): Promise<void> => {
  await see(page, 'The assertion was made for another audience');
  await see(page, WRONG_AUDIENCE);
  await see(page, expected);
  await see(page, 'Enter the entity ID of the service provider exactly');
  await page.getByRole('button', { name: 'Copy the message for them' }).waitFor();
  const failed = page.getByRole('listitem').filter({ hasText: 'Audience' }).getByText('Failed');
  await failed.first().waitFor();
};

/** Okta's way: the two addresses are typed in over there, and everything of theirs is typed in here. */
const connectByHand = async (page: Page): Promise<Omit<HandMadeApplication, 'audience'>> => {
  await openSso(page, 'production');
  await look(page, 'single-sign-on-empty');
  await beginSetUp(page, 'Okta');
  await readOn(page, 'Copy our two addresses');
  await look(page, 'okta-addresses');
  const acsUrl = await copied(page, 'Single sign-on URL');
  const entityId = await copied(page, 'Audience URI (SP Entity ID)');
  await readOn(page, 'Add the attributes');
  await look(page, 'okta-attributes');
  await readOn(page, 'Bring the metadata URL here');
  await page.getByText('By hand', { exact: true }).click();
  await page.getByLabel('Entity ID of Okta').fill(installation.sandbox.entityId);
  await page.getByLabel('Login URL of Okta').fill(installation.sandbox.loginUrl);
  await page.getByLabel('Signing certificate of Okta').fill(installation.sandbox.certificate);
  await page.getByRole('button', { name: /^Save/ }).click();
  await see(page, 'SHA-256 fingerprint');
  await look(page, 'okta-by-hand');
  await enterDomain(page);
  await accept(page, 'Okta');
  return { acsUrl, entityId, certificateFile: await downloadCertificate(page) };
};

/** AD FS's way: each side reads the metadata of the other. Returns the address of ours. */
const connectByMetadata = async (page: Page, way: 'url' | 'file'): Promise<string> => {
  const { metadataUrl } = installation.peer;
  await beginSetUp(page, 'AD FS');
  if (way === 'url') {
    await page.getByLabel('Metadata URL of AD FS').fill(metadataUrl);
    await page.getByRole('button', { name: /^Save/ }).click();
  } else {
    await page.getByText('Metadata file', { exact: true }).click();
    const metadata = Buffer.from(await (await fetch(metadataUrl)).arrayBuffer());
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Choose a file' }).click(),
    ]);
    await chooser.setFiles({ name: 'FederationMetadata.xml', mimeType: 'application/xml', buffer: metadata });
    await see(page, /A metadata file of .* is kept/);
  }
  await see(page, 'Signing certificates');
  await look(page, `adfs-${way}`);
  await readOn(page, 'Let AD FS read our metadata');
  await look(page, 'adfs-import');
  const ours = await copied(page, 'Federation metadata address');
  await enterDomain(page);
  await accept(page, 'AD FS');
  return ours;
};

/** SimpleSAMLphp has no picture for the browser's tab. */
const newVisitor = async (): Promise<Visitor> => {
  const visitor = await visit(browser, { viewport: { width: 1440, height: 900 } });
  visitor.expectRefusals('/favicon.ico');
  return visitor;
};

const signInAsBen = async (
  url: string,
  { signIn, arrived }: { signIn: (page: Page) => Promise<void>; arrived: (page: Page) => Promise<void> },
): Promise<void> => {
  const agent = await (await newVisitor()).newPage();
  await agent.goto(url);
  await signIn(agent);
  await arrived(agent);
  await look(agent, 'agent');
};

const report = (way: string, counter: EffortCounter): Effort => {
  const effort = counter.take();
  console.info(`${way}: ${effort.clicks} clicks, ${effort.fields} fields`);
  return effort;
};

it('lets a new administrator connect identity providers by hand, by URL and by file, test, correct and enable', async () => {
  const { amina, ben, desktopOrigin, hubUrl, setUpUrl } = installation;
  const visitor = await newVisitor();
  const counter = await countEffort(visitor.context);
  const page = await visitor.newPage();
  visitor.expectRefusals('/keys/inspect');

  await becomeOwner(page, installation);
  await makeCompany(page);
  await makeEnvironment(page, 'Production');
  report('First run, company, environment and realm', counter);
  const clientSecret = await makeDesktop(page, desktopOrigin);
  await makeUser(page, ben);
  report('Agent Desktop and an agent', counter);

  const ours = await connectByHand(page);
  expect(report('By hand on both sides', counter).fields).toBeLessThanOrEqual(8);
  await installation.makeApplication({ ...ours, audience: WRONG_AUDIENCE });
  const asAmina = (popup: Page): Promise<void> => signInAtIdp(popup, amina);
  await test(page, { button: 'Test SSO', result: 'The test failed', signIn: asAmina });
  await seeAudienceAdvice(page, ours.entityId);
  await see(page, 'Okta administrator');
  await see(page, /In Okta the field is called “Audience URI \(SP Entity ID\)”/);
  await installation.makeApplication({ ...ours, audience: ours.entityId });
  await test(page, { button: 'Test again', result: 'The test succeeded', signIn: asAmina });
  await enable(page);
  report('Test, correction, test and Enable', counter);
  // The sandbox has no address of Okta's: what was chosen in the set-up is remembered.
  await page.getByText('Okta administrator').first().waitFor();
  const issuer = `${hubUrl}/e/globex-support/production/agents/oidc`;
  await installation.startDesktop({ issuer, clientId: 'agent-desktop', clientSecret });
  await signInAsBen(`${desktopOrigin}/`, {
    signIn: (agent) => signInAtIdp(agent, ben),
    arrived: async (agent) => {
      await typeExtension(agent, '1023');
      await agent.getByRole('button', { name: /^Not Ready/ }).waitFor();
    },
  });

  await page.goto(`${hubUrl}${COMPANY}/-/home`);
  await makeEnvironment(page, 'Staging');
  await makeUser(page, ben);
  await openSso(page, 'staging');
  counter.take();
  const metadataUrl = await connectByMetadata(page, 'url');
  expect(report('By metadata URL', counter).fields).toBeLessThanOrEqual(3);
  await installation.trustMetadataAt(metadataUrl, { audience: WRONG_AUDIENCE });
  await test(page, { button: 'Test SSO', result: 'The test failed', signIn: atPeer(amina) });
  await seeAudienceAdvice(page, metadataUrl);
  await installation.trustMetadataAt(metadataUrl);
  // She is signed in over there by now.
  await test(page, { button: 'Test again', result: 'The test succeeded', signIn: null });
  await enable(page);
  await signInAsBen(`${hubUrl}/e/globex-support/staging/agents/`, {
    signIn: atPeer(ben),
    arrived: (agent) => agent.getByText(/^Signed in with/).waitFor(),
  });

  const keysUrl = `${hubUrl}${COMPANY}/staging/realms/agents/service-providers/default/keys`;
  const fingerprint = await uploadSigningKey(page, keysUrl);
  await look(page, 'key-uploaded');
  expect(await publishedFingerprints(metadataUrl)).toContain(fingerprint);
  await installation.trustMetadataAt(metadataUrl);
  await confirmExchange(page, keysUrl);
  await test(page, { button: 'Test with the next key', result: 'The test succeeded', signIn: null });
  await promoteKey(page, keysUrl);
  await look(page, 'key-promoted');

  await openSso(page, 'production');
  counter.take();
  await installation.trustMetadataAt(await connectByMetadata(page, 'file'));
  expect(report('By metadata file', counter).fields).toBeLessThanOrEqual(3);
  await test(page, { button: 'Test SSO', result: 'The test succeeded', signIn: null });

  await page.goto(setUpUrl);
  await seeHeading(page, 'This installation has an owner already');
  await look(page, 'first-run-again');
}, 240_000);
