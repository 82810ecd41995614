import type { ApplyAnswer } from '@cordboard/contract/control';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApply, type TestApply } from '../../../test-support/apply-fixture.ts';
import { codes } from '../../../test-support/apply-realm.ts';

let test: TestApply;
beforeEach(async () => {
  test = await createTestApply();
});
afterEach(() => test.storage.close());

const apply = (company: string, publicUrl: string | null, installationUrl = 'https://hub.example') =>
  test.apply(
    JSON.stringify({
      companies: [{ slug: company, environments: [{ slug: 'p', ...(publicUrl !== null && { publicUrl }) }] }],
    }),
    {},
    installationUrl,
  );

const refusedWith = (answer: ApplyAnswer): string | undefined => {
  expect(answer.applied).toBe(false);
  expect(codes(answer)).toEqual(['apply.conflict other/p']);
  return answer.problems[0]?.received;
};

describe('a public URL and the addresses of the installation', () => {
  it.each([
    ['https://hub.example', 'https://hub.example/e'],
    ['https://hub.example/', 'https://hub.example/e'],
    ['https://HUB.example:443', 'https://hub.example/e'],
    ['http://hub.example', 'https://hub.example/e'],
    ['http://hub.example:443', 'https://hub.example/e'],
    ['https://hub.example./', 'https://hub.example/e'],
    ['https://hub.example/e', 'https://hub.example/e'],
    ['https://hub.example/e/acme', 'https://hub.example/e'],
    ['https://hub.example/e/acme/p', 'https://hub.example/e'],
    ['http://hub.example/e/acme/p/agents', 'https://hub.example/e'],
    ['https://hub.example/e/other/p', 'https://hub.example/e'],
    ['https://hub.example/assets', 'https://hub.example/assets'],
    ['https://hub.example/assets/immutable', 'https://hub.example/assets'],
    ['https://hub.example/admin', 'https://hub.example/admin'],
    ['https://hub.example/healthz', 'https://hub.example/healthz'],
    ['https://hub.example/readyz', 'https://hub.example/readyz'],
  ])('refuses %s, which takes %s over', async (publicUrl, taken) => {
    await apply('acme', null);
    expect(refusedWith(await apply('other', publicUrl))).toBe(
      `${publicUrl.replace(/\/$/, '')}; the installation has ${taken}`,
    );
  });

  it.each([
    'https://sso.acme.example',
    'https://hub.example/eu',
    'https://hub.example/acme/e',
    'https://hub.example/assets2',
    'https://hub.example:8443',
    'https://hub.example.evil.example',
  ])('leaves %s alone', async (publicUrl) => {
    expect(await apply('other', publicUrl)).toMatchObject({ applied: true, problems: [] });
  });

  it.each([
    ['https://hub.example', false],
    ['https://hub.example/sso', false],
    ['https://hub.example/sso/e/acme', false],
    ['https://hub.example/e/acme', false],
    ['https://hub.example/login', true],
    ['https://hub.example/sso/login', true],
  ])('counts the path of the installation, with and without: %s', async (publicUrl, accepted) => {
    expect((await apply('other', publicUrl, 'https://hub.example/sso')).applied).toBe(accepted);
  });

  it('also refuses one that is there already, when the installation has moved to it', async () => {
    await apply('other', 'https://sso.other.example');
    const answer = await apply('other', null, 'https://sso.other.example');
    expect(refusedWith(answer)).toBe('https://sso.other.example; the installation has https://sso.other.example/e');
  });
});

describe('a public URL and those of other environments', () => {
  it.each([
    'https://sso.example/a',
    'https://SSO.example:443/a/',
    'http://sso.example/a',
    'https://sso.example/a/b',
    'https://sso.example',
  ])('refuses %s, and names who is in the way', async (publicUrl) => {
    await apply('acme', 'https://sso.example/a');
    expect(refusedWith(await apply('other', publicUrl))).toBe(
      `${publicUrl.replace(/\/$/, '')}; acme/p has https://sso.example/a`,
    );
  });

  it.each(['https://sso.example/b', 'https://sso.example/ab', 'https://sso.example:8443/a', 'https://other.example/a'])(
    'leaves %s alone',
    async (publicUrl) => {
      await apply('acme', 'https://sso.example/a');
      expect(await apply('other', publicUrl)).toMatchObject({ applied: true, problems: [] });
    },
  );

  it('lets an environment keep its own, or move below it', async () => {
    await apply('acme', 'https://sso.example/a');
    expect(await apply('acme', 'https://sso.example/a/')).toMatchObject({ applied: true, changes: [] });
    expect(await apply('acme', 'https://sso.example/a/b')).toMatchObject({ applied: true, problems: [] });
  });

  it('says what a changed one, and one without https, means', async () => {
    await apply('acme', 'https://sso.example/a');
    expect((await apply('acme', 'http://sso.localhost/b')).notes).toEqual([
      expect.stringContaining('changes every address'),
      expect.stringContaining('the public URL is http'),
    ]);
  });
});
