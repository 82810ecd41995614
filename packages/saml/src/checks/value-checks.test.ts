import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../test-support/refusal.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { MESSAGE_LIMITS } from '../xml/xml-node.ts';
import { checkAssertionIssuer } from './check-assertion-issuer.ts';
import { checkAudience } from './check-audience.ts';
import { checkAuthnContext } from './check-authn-context.ts';
import { checkAuthnInstant } from './check-authn-instant.ts';
import { checkAuthnStatement, checkSession } from './check-authn-statement.ts';
import { checkConditions } from './check-conditions.ts';
import { checkDestination } from './check-destination.ts';
import { checkIssueInstant } from './check-issue-instant.ts';
import { checkLifetime } from './check-lifetime.ts';
import { checkMessageEncoding } from './check-message-encoding.ts';
import { checkResponseInResponseTo } from './check-response-in-response-to.ts';
import { checkResponseIssuer } from './check-response-issuer.ts';
import { checkStatus } from './check-status.ts';
import type { TimeWindow } from './verification-settings.ts';

const NOW = Date.parse('2026-03-02T09:00:00.000Z');
const SKEW = 120_000;
const DAY = 24 * 60 * 60 * 1000;
const TIME: TimeWindow = { nowMs: NOW, clockSkewMs: SKEW, maxLifetimeMs: DAY };
const IDP = 'https://idp.acme.example/metadata';
const ACS = 'https://sso.example.com/acs';

describe('checkMessageEncoding', () => {
  const limits = { ...MESSAGE_LIMITS, maxBytes: 6 };

  it('decodes base64 with the white space that XML allows, and takes octets as they are', () => {
    expect(Buffer.from(checkMessageEncoding(' PGEv\r\nPg==\t', MESSAGE_LIMITS)).toString()).toBe('<a/>');
    expect(checkMessageEncoding(Buffer.from('<a/>'), limits)).toHaveLength(4);
  });

  it('refuses what is absent, not base64, or one octet too large', () => {
    expect(refusalOf(() => checkMessageEncoding('', limits)).code).toBe('message.missing');
    expect(refusalOf(() => checkMessageEncoding(new Uint8Array(), limits)).code).toBe('message.missing');
    expect(refusalOf(() => checkMessageEncoding('<a/>', limits)).code).toBe('message.base64');
    expect(checkMessageEncoding(Buffer.alloc(6), limits)).toHaveLength(6);
    expect(refusalOf(() => checkMessageEncoding(Buffer.alloc(7), limits)).code).toBe('message.too_large');
    expect(refusalOf(() => checkMessageEncoding(Buffer.alloc(7).toString('base64'), limits)).code).toBe(
      'message.too_large',
    );
  });
});

describe('checkResponseIssuer and checkAssertionIssuer', () => {
  const issuer = (text: string) => parseXml(`<Issuer>${text}</Issuer>`).root;

  it('accept the identity provider, surrounding white space collapsed', () => {
    expect(() => checkResponseIssuer(issuer(` \n${IDP}\t`), IDP)).not.toThrow();
    expect(() => checkAssertionIssuer(IDP, IDP)).not.toThrow();
  });

  it('refuse another one and name a near miss', () => {
    expect(refusalOf(() => checkResponseIssuer(issuer(`${IDP}/`), IDP))).toMatchObject({
      code: 'response.issuer',
      expected: IDP,
      received: `${IDP}/`,
      hint: 'differs only in a trailing slash',
    });
    expect(refusalOf(() => checkAssertionIssuer('urn:other', IDP))).toMatchObject({
      code: 'assertion.issuer',
      received: 'urn:other',
      hint: undefined,
    });
  });

  it('refuse a comment in the Issuer', () => {
    expect(refusalOf(() => checkResponseIssuer(issuer(`${IDP}<!---->`), IDP)).code).toBe('xml.comment_in_text');
  });
});

describe('checkStatus', () => {
  const response = (status: string) =>
    parseXml(`<p:Response xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol">${status}</p:Response>`).root;
  const code = (name: string, inner = '') =>
    `<p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${name}">${inner}</p:StatusCode>`;

  it('accepts Success', () => {
    expect(() => checkStatus(response(`<p:Status>${code('Success')}</p:Status>`))).not.toThrow();
  });

  it('refuses with all codes and the message of the identity provider', () => {
    const status = `<p:Status>${code('Responder', code('AuthnFailed'))}<p:StatusMessage> Not\nallowed </p:StatusMessage></p:Status>`;
    expect(refusalOf(() => checkStatus(response(status)))).toMatchObject({
      code: 'response.status',
      received: 'Responder / AuthnFailed: Not allowed',
    });
    expect(refusalOf(() => checkStatus(response(`<p:Status>${code('Requester')}</p:Status>`))).received).toBe(
      'Requester',
    );
  });

  it('keeps a code of its own as it is, and cuts a long message', () => {
    const own = '<p:Status><p:StatusCode Value="urn:acme:locked"/></p:Status>';
    expect(refusalOf(() => checkStatus(response(own))).received).toBe('urn:acme:locked');
    const long = `<p:Status>${code('Responder')}<p:StatusMessage>${'x'.repeat(10_000)}</p:StatusMessage></p:Status>`;
    expect(refusalOf(() => checkStatus(response(long))).received?.length).toBeLessThanOrEqual(501);
  });

  it('refuses a Response without Status or StatusCode', () => {
    expect(refusalOf(() => checkStatus(response(''))).code).toBe('xml.structure');
    expect(refusalOf(() => checkStatus(response('<p:Status/>'))).code).toBe('xml.structure');
  });
});

describe('checkDestination', () => {
  const check = (destination: string | undefined, required: boolean) => () =>
    checkDestination({ destination, required, acsUrls: [ACS, 'https://alias.example/acs'] });

  it('accepts any registered URL, and none where none is required', () => {
    expect(check(ACS, true)).not.toThrow();
    expect(check('https://alias.example/acs', true)).not.toThrow();
    expect(check(undefined, false)).not.toThrow();
  });

  it('refuses another URL whether required or not, and names a near miss', () => {
    expect(refusalOf(check('https://sso.example.com/acs/x', false)).code).toBe('response.destination');
    expect(refusalOf(check('https://sso.example.com:443/acs', true)).hint).toBe('differs only in the default port');
    expect(refusalOf(check('', false)).code).toBe('response.destination');
  });

  it('refuses a signed Response that does not say', () => {
    expect(refusalOf(check(undefined, true)).code).toBe('response.destination');
  });
});

describe('checkResponseInResponseTo', () => {
  it('accepts the request, and silence, as the confirmation decides', () => {
    expect(() => checkResponseInResponseTo('_r', '_r')).not.toThrow();
    expect(() => checkResponseInResponseTo(undefined, '_r')).not.toThrow();
    expect(() => checkResponseInResponseTo(undefined, { unsolicited: true })).not.toThrow();
  });

  it('refuses another request, and any request in an unsolicited answer', () => {
    expect(refusalOf(() => checkResponseInResponseTo('_x', '_r')).code).toBe('response.in_response_to');
    expect(refusalOf(() => checkResponseInResponseTo('', '_r')).code).toBe('response.in_response_to');
    expect(refusalOf(() => checkResponseInResponseTo('_r', { unsolicited: true })).code).toBe(
      'response.in_response_to',
    );
  });

  it('always refuses when no request is known and unsolicited answers are not accepted', () => {
    expect(refusalOf(() => checkResponseInResponseTo(undefined, undefined)).code).toBe('response.unsolicited');
    expect(refusalOf(() => checkResponseInResponseTo('_r', undefined)).code).toBe('response.in_response_to');
  });
});

describe('checkIssueInstant', () => {
  const check = (instant: string | undefined) => () =>
    checkIssueInstant(
      parseXml(instant === undefined ? '<a/>' : `<a IssueInstant="${instant}"/>`).root,
      TIME,
      'assertion.issue_instant',
    );
  const text = (ms: number): string => new Date(ms).toISOString();

  it('accepts both ends of the window', () => {
    expect(check(text(NOW + SKEW))()).toBe(NOW + SKEW);
    expect(check(text(NOW - DAY - SKEW))()).toBe(NOW - DAY - SKEW);
  });

  it('refuses one millisecond more, and names a fast clock', () => {
    expect(refusalOf(check(text(NOW + SKEW + 1)))).toMatchObject({
      code: 'assertion.issue_instant',
      hint: `the clock of the identity provider is ahead of ours by at least ${Math.ceil((SKEW + 1) / 1000)} seconds`,
    });
    expect(refusalOf(check(text(NOW - DAY - SKEW - 1))).code).toBe('assertion.issue_instant');
  });

  it('refuses an absent or malformed instant, and takes years that cannot be written', () => {
    expect(refusalOf(check(undefined)).code).toBe('assertion.issue_instant');
    expect(refusalOf(check('yesterday')).code).toBe('assertion.issue_instant');
    expect(refusalOf(check('0001-01-01T00:00:00+14:00')).code).toBe('assertion.issue_instant');
  });
});

describe('checkConditions', () => {
  const check = (notBefore: number | undefined, notOnOrAfter: number | undefined) => () =>
    checkConditions({ notBefore, notOnOrAfter, audienceRestrictions: [], proxyRestriction: undefined }, TIME);

  it('accepts an open window and both ends with the clock skew', () => {
    expect(check(undefined, undefined)).not.toThrow();
    expect(check(NOW + SKEW, undefined)).not.toThrow();
    expect(check(undefined, NOW - SKEW + 1)).not.toThrow();
  });

  it('refuses one millisecond more', () => {
    expect(refusalOf(check(NOW + SKEW + 1, undefined)).code).toBe('assertion.not_yet_valid');
    expect(refusalOf(check(undefined, NOW - SKEW)).code).toBe('assertion.expired');
  });

  it('measures how far ahead the clock of the identity provider is, in whole seconds', () => {
    const hintFor = (ms: number): string | undefined => refusalOf(check(NOW + SKEW + ms, NOW + DAY)).hint;
    const seconds = SKEW / 1000;
    expect(hintFor(1)).toBe(`the clock of the identity provider is ahead of ours by at least ${seconds + 1} seconds`);
    expect(hintFor(1000)).toBe(hintFor(1));
    expect(hintFor(1001)).toContain(`at least ${seconds + 2} seconds`);
    expect(refusalOf(check(undefined, NOW - SKEW - 90_000)).hint).toBe(
      `it ended ${seconds + 90} seconds ago by our clock: either that long was waited, or the clocks differ`,
    );
  });

  it('refuses a window that is empty, which the clock skew would open', () => {
    expect(refusalOf(check(NOW, NOW)).code).toBe('assertion.conditions');
    expect(check(NOW, NOW + 1)).not.toThrow();
  });
});

describe('checkAudience', () => {
  const OURS = ['https://sso.example.com/sp', 'urn:old-name'];

  it('accepts a restriction that names us among others, under any of our names', () => {
    expect(checkAudience([['urn:x', 'urn:old-name']], OURS)).toBe('urn:old-name');
    expect(checkAudience([['https://sso.example.com/sp'], ['urn:old-name', 'urn:y']], OURS)).toBe(
      'https://sso.example.com/sp',
    );
  });

  it('refuses when one restriction does not name us, when one is empty, and when there is none', () => {
    expect(refusalOf(() => checkAudience([['urn:old-name'], ['urn:x']], OURS)).code).toBe('assertion.audience');
    expect(refusalOf(() => checkAudience([[]], OURS)).received).toBe('an AudienceRestriction without Audience');
    expect(refusalOf(() => checkAudience([], OURS)).received).toBe('no AudienceRestriction');
  });

  it('names a near miss', () => {
    expect(refusalOf(() => checkAudience([['urn:x', 'https://sso.example.com/sp/']], OURS)).hint).toBe(
      'differs only in a trailing slash',
    );
  });
});

describe('checkAudience and very many audiences', () => {
  const SP = 'https://sp.example/metadata';

  it('finds ours behind any number of others', () => {
    expect(checkAudience([[...Array.from({ length: 1000 }, (_, index) => `urn:${index}`), SP]], [SP])).toBe(SP);
  });

  it('looks for near misses, and names what it received, among the first ten only', () => {
    const tenth = [...Array.from({ length: 9 }, (_, index) => `urn:${index}`), `${SP}/`];
    expect(refusalOf(() => checkAudience([tenth], [SP]))).toMatchObject({
      hint: 'differs only in a trailing slash',
      received: tenth.join(', '),
    });
    const refusal = refusalOf(() => checkAudience([['urn:first', ...tenth]], [SP]));
    expect(refusal.hint).toBeUndefined();
    expect(refusal.received).toBe(`urn:first, ${tenth.slice(0, 9).join(', ')} and 1 more`);
  });
});

describe('checkLifetime', () => {
  const check = (conditionsEnd: number | undefined, confirmationEnd: number) => () =>
    checkLifetime({ issueInstant: NOW, conditionsEnd, confirmationEnd, maxLifetimeMs: DAY });

  it('ends with the earlier of Conditions and confirmation', () => {
    expect(check(NOW + 5, NOW + 9)()).toBe(NOW + 5);
    expect(check(NOW + 9, NOW + 5)()).toBe(NOW + 5);
    expect(check(undefined, NOW + 9)()).toBe(NOW + 9);
  });

  it('accepts a day and refuses one millisecond more', () => {
    expect(check(NOW + DAY, NOW + DAY)()).toBe(NOW + DAY);
    expect(check(NOW + 7 * DAY, NOW + DAY)()).toBe(NOW + DAY);
    expect(refusalOf(check(NOW + DAY + 1, NOW + DAY + 1)).code).toBe('assertion.lifetime');
    expect(refusalOf(check(undefined, NOW + DAY + 1)).code).toBe('assertion.lifetime');
  });
});

describe('checkAuthnStatement and checkSession', () => {
  const statement = (authnInstant: number, sessionEnd?: number) => ({
    authnInstant: new Date(authnInstant),
    sessionNotOnOrAfter: sessionEnd === undefined ? undefined : new Date(sessionEnd),
    authenticatingAuthorities: [],
  });

  it('takes the statement of the latest act of signing in', () => {
    expect(checkAuthnStatement([statement(NOW - 9), statement(NOW - 1), statement(NOW - 5)]).authnInstant).toEqual(
      new Date(NOW - 1),
    );
    expect(refusalOf(() => checkAuthnStatement([])).code).toBe('assertion.authn_statement');
  });

  it('takes the earliest end of the session, and none where none is given', () => {
    expect(checkSession([statement(NOW, NOW + 9), statement(NOW, NOW + 5), statement(NOW)], TIME)).toEqual(
      new Date(NOW + 5),
    );
    expect(checkSession([statement(NOW)], TIME)).toBeUndefined();
  });

  it('refuses a session that is over', () => {
    expect(checkSession([statement(NOW, NOW - SKEW + 1)], TIME)).toEqual(new Date(NOW - SKEW + 1));
    expect(refusalOf(() => checkSession([statement(NOW, NOW - SKEW), statement(NOW, NOW + 1)], TIME)).code).toBe(
      'assertion.session_expired',
    );
  });
});

describe('checkAuthnInstant', () => {
  const check = (at: number, maxAuthnAgeMs?: number, forceAuthnIssuedAt?: number) => () =>
    checkAuthnInstant({
      authnInstant: new Date(at),
      maxAuthnAgeMs,
      forceAuthnIssuedAt: forceAuthnIssuedAt === undefined ? undefined : new Date(forceAuthnIssuedAt),
      time: TIME,
    });

  it('accepts any age when nothing was asked for, but no future', () => {
    expect(check(0)).not.toThrow();
    expect(check(NOW + SKEW)).not.toThrow();
    expect(refusalOf(check(NOW + SKEW + 1)).code).toBe('assertion.authn_instant');
  });

  it('bounds the age by max_age, zero included', () => {
    expect(check(NOW - 1000 - SKEW, 1000)).not.toThrow();
    expect(refusalOf(check(NOW - 1001 - SKEW, 1000)).code).toBe('assertion.authn_instant');
    expect(check(NOW - SKEW, 0)).not.toThrow();
    expect(refusalOf(check(NOW - SKEW - 1, 0)).code).toBe('assertion.authn_instant');
  });

  it('asks for an act of signing in after the request with ForceAuthn; the stricter bound counts', () => {
    expect(check(NOW - 500 - SKEW, undefined, NOW - 500)).not.toThrow();
    expect(refusalOf(check(NOW - 501 - SKEW, undefined, NOW - 500)).code).toBe('assertion.authn_instant');
    expect(refusalOf(check(NOW - 501 - SKEW, 1000, NOW - 500)).code).toBe('assertion.authn_instant');
    expect(refusalOf(check(NOW - 501 - SKEW, 500, NOW - 1000)).code).toBe('assertion.authn_instant');
  });
});

describe('checkAuthnContext', () => {
  it('accepts one of the classes that were asked for and refuses others and none', () => {
    expect(() => checkAuthnContext('urn:b', ['urn:a', 'urn:b'])).not.toThrow();
    expect(refusalOf(() => checkAuthnContext('urn:c', ['urn:a', 'urn:b'])).code).toBe('assertion.authn_context');
    expect(refusalOf(() => checkAuthnContext(undefined, ['urn:a'])).received).toBe('no AuthnContextClassRef');
  });
});

describe('refusals for a wrong time', () => {
  const expected = (check: () => unknown): string | undefined => refusalOf(check).expected;
  const text = (ms: number): string => new Date(ms).toISOString();
  const conditions = (notBefore: number | undefined, notOnOrAfter: number | undefined) => () =>
    checkConditions({ notBefore, notOnOrAfter, audienceRestrictions: [], proxyRestriction: undefined }, TIME);
  const authnInstant = (at: number, maxAuthnAgeMs?: number) => () =>
    checkAuthnInstant({ authnInstant: new Date(at), maxAuthnAgeMs, forceAuthnIssuedAt: undefined, time: TIME });

  it('name the very instant that would have been accepted, the clock skew included', () => {
    const session = {
      authnInstant: new Date(NOW),
      sessionNotOnOrAfter: new Date(NOW - DAY),
      authenticatingAuthorities: [],
    };
    expect(expected(conditions(NOW + DAY, undefined))).toBe(`not before ${text(NOW + DAY - SKEW)}`);
    expect(expected(conditions(undefined, NOW - DAY))).toBe(`before ${text(NOW - DAY + SKEW)}`);
    expect(expected(authnInstant(NOW + DAY))).toBe(`not after ${text(NOW + SKEW)}`);
    expect(expected(authnInstant(NOW - DAY, 1000))).toBe(`not before ${text(NOW - 1000 - SKEW)}`);
    expect(expected(() => checkSession([session], TIME))).toBe(`before ${text(NOW - DAY + SKEW)}`);
    const issued = (ms: number) => () =>
      checkIssueInstant(parseXml(`<a IssueInstant="${text(ms)}"/>`).root, TIME, 'response.issue_instant');
    expect(expected(issued(NOW + DAY))).toBe(`not after ${text(NOW + SKEW)}`);
    expect(expected(issued(NOW - 2 * DAY))).toBe(`not before ${text(NOW - DAY - SKEW)}`);
    const lifetime = {
      issueInstant: NOW,
      conditionsEnd: undefined,
      confirmationEnd: NOW + 2 * DAY,
      maxLifetimeMs: DAY,
    };
    expect(expected(() => checkLifetime(lifetime))).toBe(`no use after ${text(NOW + DAY)}`);
  });

  it('name the instant that was found', () => {
    expect(refusalOf(conditions(undefined, NOW - DAY)).received).toBe(
      `now ${text(NOW)}, Conditions NotOnOrAfter ${text(NOW - DAY)}`,
    );
    expect(refusalOf(authnInstant(NOW + DAY)).received).toBe(text(NOW + DAY));
  });
});
