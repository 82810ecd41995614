import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLogger } from './create-logger.ts';

const logged = (level: string, write: (logger: ReturnType<typeof createLogger>) => void): readonly unknown[] => {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  write(createLogger(level, stream));
  return lines.map((line) => JSON.parse(line));
};

describe('createLogger', () => {
  it('writes one JSON line each, with the time as ISO text and nothing about the machine', () => {
    const [line] = logged('info', (logger) => logger.info({ code: 'http.not_found' }, 'request refused'));
    expect(line).toEqual({
      level: 30,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      code: 'http.not_found',
      msg: 'request refused',
    });
  });

  it('leaves out what is below its level', () => {
    const lines = logged('warn', (logger) => {
      logger.info('a');
      logger.warn('b');
    });
    expect(lines).toMatchObject([{ msg: 'b' }]);
  });

  it.each([
    { headers: { cookie: 'secret' } },
    { req: { headers: { cookie: 'secret', authorization: 'secret' } } },
    { SAMLResponse: 'secret' },
    { body: { SAMLResponse: 'secret', RelayState: 'secret' } },
    { query: { SAMLRequest: 'secret', code: 'secret' } },
    { body: { client_secret: 'secret', refresh_token: 'secret', code: 'secret', password: 'secret' } },
    { access_token: 'secret', id_token: 'secret' },
  ])('cuts out what may be a secret: %j', (entry) => {
    const lines = logged('trace', (logger) => logger.trace(entry));
    expect(JSON.stringify(lines)).not.toContain(':"secret"');
    expect(JSON.stringify(lines)).toContain('[redacted]');
  });

  it('keeps the code of a refusal, which is no authorization code', () => {
    expect(logged('info', (logger) => logger.info({ code: 'user.unknown' }))).toMatchObject([{ code: 'user.unknown' }]);
  });
});
