import { MutationObserver } from '@tanstack/react-query';
import { describe, expect, it, vi } from 'vitest';
import { ApiProblem, offlineProblem } from './api-problem.ts';
import { createQueryClient, isWorthRetrying } from './create-query-client.ts';

const problem = (status: number, code = 'admin.invalid'): ApiProblem => new ApiProblem({ status, code, title: 'x' });

const signedOut = problem(401, 'admin.unauthenticated');

const createClient = () => {
  const events = { onSignedOut: vi.fn(), onChangedMeanwhile: vi.fn() };
  return { events, client: createQueryClient(events) };
};

describe('isWorthRetrying', () => {
  it.each([
    ['no answer', offlineProblem(new Error('x')), true],
    ['a failure of the hub', problem(503), true],
    ['a refusal', problem(403), false],
    ['a defect of the page', new Error('x'), false],
  ])('judges %s', (_, error, expected) => {
    expect(isWorthRetrying(0, error)).toBe(expected);
  });

  it('gives up', () => {
    expect(isWorthRetrying(2, problem(503))).toBe(false);
  });
});

describe('the query client', () => {
  it('tells that the session is over', async () => {
    const { client, events } = createClient();
    await expect(client.fetchQuery({ queryKey: ['x'], queryFn: () => Promise.reject(signedOut) })).rejects.toBe(
      signedOut,
    );
    expect(events.onSignedOut).toHaveBeenCalledOnce();
  });

  it.each([
    ['a question who is here', ['session'], { asksWhoIsHere: true }, signedOut],
    ['a wrong password', ['x'], {}, problem(401, 'administrator.credentials')],
  ])('takes %s for no end of a session', async (_, queryKey, meta, error) => {
    const { client, events } = createClient();
    await expect(client.fetchQuery({ queryKey, meta, queryFn: () => Promise.reject(error) })).rejects.toBe(error);
    expect(events.onSignedOut).not.toHaveBeenCalled();
  });

  it('tells that somebody else was faster', async () => {
    const { client, events } = createClient();
    const change = new MutationObserver(client, { mutationFn: () => Promise.reject(problem(412)) });
    await expect(change.mutate()).rejects.toMatchObject({ status: 412 });
    expect(events.onChangedMeanwhile).toHaveBeenCalledOnce();
    expect(events.onSignedOut).not.toHaveBeenCalled();
  });
});
