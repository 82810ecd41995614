import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildAuthnRequest,
  buildLogoutRequest,
  buildLogoutResponse,
  encodeRedirect,
  type IssueResponseOptions,
  issueResponse,
  loadSigningKey,
  STATUS_SUCCESS,
  signXml,
  writeIdpMetadata,
} from '@cordboard/saml';
import { afterAll, describe, expect, it } from 'vitest';
import { testKeyPair } from '../../../packages/saml/test-support/keys.ts';
import type { CliIo } from './cli-io.ts';
import type { DoctorAnswer } from './doctor/doctor-answer.ts';
import { runCli } from './run-cli.ts';

const [idp, old, sp, attacker] = await Promise.all([
  testKeyPair('corpus-idp'),
  testKeyPair('idp-old'),
  testKeyPair('sp-encryption'),
  testKeyPair('corpus-attacker'),
]);
const key = loadSigningKey({ privateKeyPem: idp.privateKeyPem, certificate: idp.certificatePem });
const IDP = 'https://idp.example/metadata';
const SP = 'https://sso.example/sp';
const ACS = 'https://sso.example/acs';
const SLO = 'https://sso.example/slo';
const SSO = 'https://idp.example/sso';
const NOW = new Date('2026-03-02T09:00:00.000Z');

const folder = mkdtempSync(join(tmpdir(), 'cb-doctor-'));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return name;
};

const issue = (more: Partial<IssueResponseOptions> = {}) =>
  issueResponse({
    issuer: IDP,
    acsUrl: ACS,
    audiences: [SP],
    inResponseTo: '_request-1',
    nameId: { value: 'amina@acme.example' },
    attributes: [{ name: 'groups', values: [{ text: 'agents' }, { text: 'leads' }] }],
    authnInstant: NOW,
    now: NOW,
    signing: { key, elements: 'assertion' },
    random: randomBytes,
    ...more,
  });

write('idp.pem', idp.certificatePem);
write('both.pem', `${old.certificatePem}\n${idp.certificatePem}`);
write('attacker.pem', attacker.certificatePem);
write('sp.key', sp.privateKeyPem);
const metadata = writeIdpMetadata({
  entityId: IDP,
  id: '_metadata',
  keys: [{ certificate: idp.certificatePem }],
  wantAuthnRequestsSigned: false,
  singleSignOnServices: [{ binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect', location: SSO }],
});
write('idp.xml', metadata);
write('idp-signed.xml', await signXml(metadata, { elementId: '_metadata', key }));
const { xml: responseXml, samlResponse } = await issue();
write('response.xml', responseXml);
write('response.b64', samlResponse.replace(/.{76}/g, '$&\r\n'));

const run = async (
  ...argv: string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> => {
  const out: string[] = [];
  const err: string[] = [];
  const io: CliIo = {
    env: {},
    cwd: folder,
    user: 'ops',
    isTerminal: false,
    isColoured: false,
    out: (text) => out.push(`${text}\n`),
    stream: async (pieces) => {
      for await (const piece of pieces) {
        out.push(piece);
      }
    },
    err: (text) => err.push(text),
    ask: () => Promise.resolve(''),
  };
  const code = await runCli(['doctor', ...argv], io);
  return { code, out: out.join(''), err: err.join('\n') };
};

const BASE = {
  id: 'a',
  path: 'response.xml',
  kind: 'response',
  entityId: SP,
  acsUrl: ACS,
  sloUrl: SLO,
  idpEntityId: IDP,
  idpCertPath: 'idp.pem',
  requestId: '_request-1',
  allowUnsolicited: false,
  allowSha1: false,
  allowRsa1024: false,
  allowCbc: false,
  now: NOW.toISOString(),
  clockSkewSec: 120,
};

const judge = async (...cases: readonly (object | string)[]): Promise<readonly DoctorAnswer[]> => {
  const lines = cases.map((one) => (typeof one === 'string' ? one : JSON.stringify({ ...BASE, ...one })));
  const { out } = await run('--batch', write('cases.jsonl', `${lines.join('\n')}\n`));
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as DoctorAnswer);
};

const codes = async (...cases: readonly (object | string)[]): Promise<readonly (string | null)[]> =>
  (await judge(...cases)).map(({ code }) => code);

describe('doctor --batch', () => {
  it('answers a case with every field, the attributes by name', async () => {
    const [answer] = await judge({});
    expect(Object.keys(answer ?? {})).toEqual(['id', 'verdict', 'code', 'nameId', 'attributes', 'checks', 'ms']);
    expect(answer).toMatchObject({
      id: 'a',
      verdict: 'accept',
      code: null,
      nameId: 'amina@acme.example',
      attributes: { groups: ['agents', 'leads'] },
    });
    expect(answer?.checks.map(({ name }) => name)).toContain('subject-confirmation');
  });

  it('keeps what is not signed, and what was refused, out of the answer', async () => {
    write(
      'part.xml',
      responseXml.replace('<samlp:Status>', '<samlp:Extensions>mallory</samlp:Extensions><samlp:Status>'),
    );
    write('changed.xml', responseXml.replace('amina@', 'mallory@'));
    const answers = await judge({ path: 'part.xml' }, { path: 'changed.xml' });
    expect(answers).toMatchObject([
      { verdict: 'accept', nameId: 'amina@acme.example' },
      { verdict: 'reject', code: 'signature.digest', nameId: null, attributes: {} },
    ]);
    expect(JSON.stringify(answers)).not.toContain('mallory');
  });

  it('goes on after lines that are wrong, each with a code of its own', async () => {
    const bad = [
      'no json',
      '[]',
      { path: 'missing.xml' },
      { path: '.' },
      { kind: 'telegram' },
      { now: 'today' },
      { clockSkewSec: 301 },
      { idpCertPath: 'response.xml' },
      { idpEntityId: undefined },
      { idpCertPath: undefined },
    ];
    const answers = await judge(...bad, {});
    expect(answers.map(({ code }) => code)).toEqual([
      'doctor.case',
      'doctor.case',
      'doctor.file',
      'doctor.file',
      'doctor.case',
      'doctor.case',
      'doctor.case',
      'signature.key',
      'doctor.case',
      'doctor.case',
      null,
    ]);
    expect(answers.map(({ id }) => id)).toEqual([null, null, ...bad.slice(2).map(() => 'a'), 'a']);
    expect((await run('--batch', 'cases.jsonl')).code).toBe(1);
    await judge({}, { path: 'changed.xml' });
    expect((await run('--batch', 'cases.jsonl')).code).toBe(0);
  });

  it('limits the size of files', async () => {
    write('large.xml', Buffer.alloc(600 * 1024, 0x20));
    write('larger.xml', `<a>${'x'.repeat(300 * 1024)}</a>`);
    // Nearly a query, again and again; and a file that says it is empty, and never ends.
    write('query.txt', `${'SAMLRequest=&'.repeat(38_000)} x`);
    const paths = ['large.xml', 'larger.xml', 'query.txt', '/proc/self/pagemap'];
    expect(await codes(...paths.map((path) => ({ path })))).toEqual(paths.map(() => 'message.too_large'));
  });

  it('compares with the request, or takes an answer to none where that is allowed', async () => {
    write('unsolicited.xml', (await issue({ inResponseTo: undefined })).xml);
    expect(
      await codes(
        { requestId: '_request-2' },
        { requestId: '_request-2', allowUnsolicited: true },
        { requestId: null },
        { requestId: null, allowUnsolicited: true },
        { path: 'unsolicited.xml', requestId: null },
        { path: 'unsolicited.xml', requestId: null, allowUnsolicited: true },
        { path: 'unsolicited.xml', allowUnsolicited: true },
      ),
    ).toEqual([
      'response.in_response_to',
      'response.in_response_to',
      'response.in_response_to',
      'response.in_response_to',
      'response.unsolicited',
      null,
      null,
    ]);
  });

  it('tries several certificates of one file or several, and keys for decryption', async () => {
    write('encrypted.xml', (await issue({ encryption: { certificate: sp.certificatePem } })).xml);
    expect(
      await codes(
        { idpCertPath: 'both.pem' },
        { idpCertPath: ['attacker.pem', 'idp.pem'] },
        { idpCertPath: 'attacker.pem' },
        { path: 'encrypted.xml' },
        { path: 'encrypted.xml', decryptionKeyPath: 'sp.key' },
      ),
    ).toEqual([null, null, 'signature.invalid', 'encryption.no_key', null]);
  });

  it('honours what has to be signed, the time and the base64 of a form', async () => {
    const later = new Date(NOW.getTime() + 7 * 60_000);
    expect(
      await codes(
        { require: 'assertion' },
        { require: 'response' },
        { path: 'response.b64' },
        { now: new Date(later.getTime() - 1).toISOString() },
        { now: later.toISOString() },
        { now: later.toISOString(), clockSkewSec: 180 },
      ),
    ).toEqual([null, 'response.not_signed', null, null, 'assertion.expired', null]);
  });

  it('judges logout messages on both bindings', async () => {
    const request = buildLogoutRequest({
      issuer: IDP,
      destination: SLO,
      nameId: { value: 'amina' },
      now: NOW,
      random: randomBytes,
    });
    const signing = { key };
    const message = request.xml;
    const url = await encodeRedirect({ destination: SLO, parameter: 'SAMLRequest', message, signing });
    write('logout.url', url);
    write('logout.txt', new URL(url).search.slice(1));
    write('logout.xml', await signXml(message, { elementId: request.id, key }));
    write('unsigned.xml', message);
    const kind = 'logoutrequest';
    const answers = await judge(
      { kind, path: 'logout.url' },
      { kind, path: 'logout.txt' },
      { kind, path: 'logout.xml' },
      { kind, path: 'unsigned.xml' },
      { kind, path: 'unsigned.xml', allowUnsigned: true },
      { kind, path: 'logout.xml', sloUrl: 'https://other.example/slo' },
    );
    expect(answers.map(({ code }) => code)).toEqual([
      null,
      null,
      null,
      'logout.not_signed',
      null,
      'logout.destination',
    ]);
    expect(answers[0]?.nameId).toBe('amina');
    const answer = buildLogoutResponse({
      issuer: IDP,
      destination: SLO,
      inResponseTo: '_request-1',
      status: { codes: [STATUS_SUCCESS] },
      now: NOW,
      random: randomBytes,
    });
    write('answer.xml', await signXml(answer.xml, { elementId: answer.id, key }));
    const response = { kind: 'logoutresponse', path: 'answer.xml' };
    expect(
      await codes(
        response,
        { ...response, requestId: '_request-2' },
        { ...response, requestId: null },
        { ...response, requestId: null, allowUnsolicited: true },
      ),
    ).toEqual([null, 'logout.in_response_to', 'logout.in_response_to', null]);
  });

  it('judges AuthnRequests, metadata and any signed element', async () => {
    const request = buildAuthnRequest({ issuer: SP, destination: SSO, acsUrl: ACS, now: NOW, random: randomBytes });
    write('request.xml', await signXml(request.xml, { elementId: request.id, key }));
    write('request-unsigned.xml', request.xml);
    const kind = 'authnrequest';
    expect(
      await codes(
        { kind, path: 'request.xml' },
        { kind, path: 'request.xml', ssoUrl: 'https://other.example/sso' },
        { kind, path: 'request.xml', acsUrl: 'https://other.example/acs' },
        { kind, path: 'request-unsigned.xml' },
        { kind, path: 'request-unsigned.xml', allowUnsigned: true },
        { kind: 'metadata', path: 'idp.xml', idpCertPath: undefined },
        { kind: 'metadata', path: 'idp.xml' },
        { kind: 'metadata', path: 'idp-signed.xml' },
        { kind: 'metadata', path: 'idp-signed.xml', idpEntityId: 'https://other.example' },
        { kind: 'signature', path: 'idp-signed.xml' },
        { kind: 'signature', path: 'response.xml' },
        { kind: 'signature', path: 'idp.xml' },
        { kind: 'signature', path: 'response.xml', idpCertPath: 'attacker.pem' },
      ),
    ).toEqual([
      null,
      'request.destination',
      'request.acs',
      'request.not_signed',
      null,
      null,
      'signature.missing',
      null,
      'metadata.entity_not_found',
      null,
      null,
      'signature.missing',
      'signature.invalid',
    ]);
  });

  it('says of any signed document when only a part is signed, and refuses an assertion that no signature covers', async () => {
    const evil = responseXml
      .replace(/<ds:Signature .*<\/ds:Signature>/s, '')
      .replace(/.*(<saml:Assertion .*<\/saml:Assertion>).*/s, '$1')
      .replace(/ ID="[^"]*"/, ' ID="_evil"')
      .replace('amina@acme.example', 'mallory@evil.example');
    write('wrapped.xml', responseXml.replace('</samlp:Response>', `${evil}</samlp:Response>`));
    const [whole, part, wrapped] = await judge(
      { kind: 'signature', path: 'idp-signed.xml' },
      { kind: 'signature', path: 'response.xml' },
      { kind: 'signature', path: 'wrapped.xml' },
    );
    expect(whole).toMatchObject({ verdict: 'accept', code: null });
    expect(whole?.checks.at(-1)).toEqual({ name: 'whole-document', status: 'passed' });
    expect(part).toMatchObject({ verdict: 'accept', nameId: null, attributes: {} });
    expect(part?.checks.at(-1)?.reason).toMatch(/^only a part is signed: Assertion _/);
    expect(wrapped).toMatchObject({ verdict: 'reject', code: 'assertion.not_signed', nameId: null, attributes: {} });
    expect(JSON.stringify(wrapped)).not.toContain('mallory');
  });

  it('judges thousands of cases in one process', async () => {
    const answers = await judge(...Array.from({ length: 3000 }, (_, index) => ({ id: String(index) })));
    expect(answers).toHaveLength(3000);
    expect(answers.every(({ verdict }) => verdict === 'accept')).toBe(true);
    expect(answers.at(-1)?.id).toBe('2999');
  });
});

describe('doctor with one file', () => {
  const base = ['--entity-id', SP, '--acs-url', ACS, '--now', NOW.toISOString()];

  it('prints the verdict as JSON, with the trust that metadata gives', async () => {
    const { code, out } = await run('response.xml', '--metadata', 'idp.xml', ...base, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      id: 'response.xml',
      verdict: 'accept',
      nameId: 'amina@acme.example',
      attributes: { groups: ['agents', 'leads'] },
      facts: { signed: 'assertion', 'signed by': 'CN=corpus-idp' },
      notes: [expect.stringContaining('--request-id')],
    });
  });

  it('prints the verdict for people, and ends with 1 for a refusal', async () => {
    const accepted = await run('response.xml', '--metadata', 'idp.xml', ...base, '--request-id', '_request-1');
    expect(accepted.out).toMatch(/^accept\n {2}NameID +amina@acme\.example\n/);
    expect(accepted.out).not.toContain('--request-id');
    const refused = await run('response.xml', '--metadata', 'idp.xml', ...base, '--request-id', '_request-2');
    expect(refused.code).toBe(1);
    expect(refused.out).toContain('reject (response.in_response_to)');
    expect(refused.out).toContain('expected  _request-2');
    expect(refused.out).toContain('audience  not reached');
  });

  it('says what is missing, and what cannot be read', async () => {
    expect((await run('response.xml', ...base)).out).toContain('doctor.case');
    expect((await run('nothing.xml', '--metadata', 'idp.xml', ...base)).out).toContain('doctor.file');
    expect((await run('--batch', 'nothing.jsonl')).err).toContain('doctor.file');
    expect((await run('--batch', '.')).err).toContain('doctor.file');
    expect(await run()).toMatchObject({ code: 2, err: expect.stringContaining('--batch') });
    expect((await run('response.xml', '--now', 'today')).code).toBe(2);
    expect((await run('response.xml', '--clock-skew', '301')).code).toBe(2);
  });
});
