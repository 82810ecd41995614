import { describe, expect, it } from 'vitest';
import { SAMPLE } from '../sample-response.ts';
import { type HostileCase, makeForge, type Outcome } from './hostile-case.ts';
import { judgeCase } from './judge-case.ts';

const forge = await makeForge();

/** A case whose twin and hostile message come out as given. */
const caseOf = (twin: Partial<Outcome>, hostile: Partial<Outcome>, more: Partial<HostileCase> = {}): HostileCase => {
  const outcomes: Readonly<Record<string, Partial<Outcome>>> = { twin, hostile };
  return {
    id: 'a-case',
    attackClass: 'several roots',
    description: 'made up',
    code: 'xml.syntax',
    judge: ({ message }) => Promise.resolve({ shown: '', ...outcomes[String(message)] } as Outcome),
    twin: { message: 'twin' },
    hostile: { message: 'hostile' },
    ...more,
  };
};

const ACCEPTED = { accepted: true, nameId: 'amina', identity: 'amina' } as const;
const REFUSED = { accepted: false, code: 'xml.syntax' } as const;

describe('judgeCase', () => {
  it('takes an accepted twin beside a refusal with the right code', async () => {
    await expect(judgeCase(forge, caseOf(ACCEPTED, REFUSED))).resolves.toMatchObject(REFUSED);
  });

  it.each([
    ['a twin that is refused', caseOf(REFUSED, REFUSED), 'the twin is refused with xml.syntax'],
    ['a hostile message that is accepted', caseOf(ACCEPTED, ACCEPTED), 'it is accepted'],
    ['another code', caseOf(ACCEPTED, { ...REFUSED, code: 'xml.depth' }), 'refused with xml.depth'],
    [
      'a refusal where it has to be accepted',
      caseOf(ACCEPTED, REFUSED, { code: 'accepted' }),
      'refused with xml.syntax',
    ],
    ['an attacker in the answer', caseOf(ACCEPTED, { ...REFUSED, shown: SAMPLE.attacker }), 'shows the attacker'],
    ['an attacker in the twin', caseOf({ ...ACCEPTED, shown: SAMPLE.attacker }, REFUSED), 'shows the attacker'],
    ['its own twin', caseOf(ACCEPTED, ACCEPTED, { hostile: { message: 'twin' } }), 'it is its own twin'],
  ])('refuses %s', async (_, one, problem) => {
    await expect(judgeCase(forge, one)).rejects.toThrow(problem);
  });

  it('takes an accepted message only with the identity of its twin, or the name that it has to have', async () => {
    const otto = { ...ACCEPTED, nameId: 'otto', identity: 'otto' };
    await expect(judgeCase(forge, caseOf(ACCEPTED, ACCEPTED, { code: 'accepted' }))).resolves.toMatchObject(ACCEPTED);
    await expect(judgeCase(forge, caseOf(ACCEPTED, otto, { code: 'accepted' }))).rejects.toThrow('accepted as otto');
    const named = { code: 'accepted', nameId: 'otto' } as const;
    await expect(judgeCase(forge, caseOf(ACCEPTED, otto, named))).resolves.toMatchObject(otto);
    await expect(judgeCase(forge, caseOf(ACCEPTED, ACCEPTED, named))).rejects.toThrow('accepted as amina');
  });

  it('takes a refusal only when the checks before it passed and none after it was reached', async () => {
    const checks = (...statuses: readonly ('passed' | 'failed' | 'skipped' | 'not reached')[]) =>
      caseOf(ACCEPTED, {
        ...REFUSED,
        checks: statuses.map((status, index) => ({
          name: String(index),
          status,
          ...(status === 'failed' && { code: 'xml.syntax' as const }),
        })),
      });
    await expect(judgeCase(forge, checks('passed', 'skipped', 'failed', 'not reached'))).resolves.toMatchObject(
      REFUSED,
    );
    await expect(judgeCase(forge, checks('not reached', 'failed'))).rejects.toThrow('0 is not reached');
    await expect(judgeCase(forge, checks('failed', 'passed'))).rejects.toThrow('1 is passed');
    await expect(judgeCase(forge, checks('passed'))).rejects.toThrow('says nothing');
  });
});
