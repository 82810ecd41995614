import cookie from '@fastify/cookie';
import { type FastifyReply, fastify } from 'fastify';
import { describe, expect, it } from 'vitest';
import { type BrowserCookies, createBrowserCookies } from './browser-cookies.ts';

type SetCookie = (cookies: BrowserCookies, reply: FastifyReply) => void;

const headerOf = async (publicUrl: string, set: SetCookie): Promise<string> => {
  const server = fastify();
  await server.register(cookie);
  server.get('/', (_request, reply) => {
    set(createBrowserCookies(publicUrl), reply);
    return reply.send();
  });
  const answer = await server.inject('/');
  return String(answer.headers['set-cookie']);
};

const setters: [string, SetCookie][] = [
  ['session', (cookies, reply) => cookies.setSession(reply, 'value')],
  ['sign-in', (cookies, reply) => cookies.setBinding(reply, 'state', 'value')],
  ['extension', (cookies, reply) => cookies.setExtension(reply, 'subject', '1023')],
];

describe.each(setters)('the %s cookie', (_name, set) => {
  it('is HttpOnly, Lax and for this host over plain http', async () => {
    const header = await headerOf('http://127.0.0.1:9000', set);
    expect(header).toMatch(/^cordboard_desktop_/);
    expect(header).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(header).not.toMatch(/Domain=|Secure/i);
  });

  it('is Secure and carries the __Host- prefix over https', async () => {
    const header = await headerOf('https://desktop.acme.example', set);
    expect(header).toMatch(/^__Host-cordboard_desktop_/);
    expect(header).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(header).not.toMatch(/Domain=/i);
  });
});

describe('the names of cookies', () => {
  it('differ for each sign-in and each person and do not tell who it is', async () => {
    const names = await Promise.all(
      ['one', 'two'].flatMap((value) => [
        headerOf('http://127.0.0.1', (cookies, reply) => cookies.setBinding(reply, value, 'x')),
        headerOf('http://127.0.0.1', (cookies, reply) => cookies.setExtension(reply, value, '1')),
      ]),
    );
    expect(new Set(names.map((header) => header.split('=')[0])).size).toBe(4);
    expect(names.join()).not.toMatch(/one|two/);
  });
});
