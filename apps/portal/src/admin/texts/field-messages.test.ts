import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldMessage } from './field-messages.ts';
import { startTexts } from './i18n.ts';

let texts: Awaited<ReturnType<typeof startTexts>>;

beforeAll(async () => {
  texts = await startTexts('en');
});

const messageFor = (schema: z.ZodType, value: unknown): string | undefined =>
  schema.safeParse(value, { error: (issue) => fieldMessage(issue, texts.t) }).error?.issues[0]?.message;

describe('fieldMessage', () => {
  it.each([
    ['a value that is missing', z.string(), undefined, 'Enter a value.'],
    ['a text that is empty', z.string().min(1), '', 'Enter a value.'],
    ['a text that is too short', z.string().min(12), 'short', 'Enter at least 12 characters.'],
    ['a text that is too long', z.string().max(1), 'ab', 'Enter at most 1 character.'],
    ['a list that is empty', z.array(z.string()).min(1), [], 'Enter at least 1 entry.'],
    ['a list that is too long', z.array(z.string()).max(1), ['a', 'b'], 'Enter at most 1 entry.'],
    ['a number that is too small', z.int().min(5), 4, 'Enter 5 or more.'],
    ['a number that is too large', z.int().max(5), 6, 'Enter 5 or less.'],
    ['what is no number', z.int(), 'five', 'Enter a whole number.'],
    ['what cannot be chosen', z.enum(['a', 'b']), 'c', 'Choose one.'],
    ['what is no e-mail address', z.email(), 'dana', 'Enter an e-mail address, such as dana@acme.example.'],
    ['what is no address', z.url(), 'acme', 'Enter a whole address, such as https://desktop.acme.example/.'],
  ])('says in words what is wrong with %s', (_, schema, value, message) => {
    expect(messageFor(schema, value)).toBe(message);
  });

  it('leaves the words to a schema that has its own', () => {
    expect(messageFor(z.string().regex(/^a/, 'begins with a'), 'b')).toBe('begins with a');
  });
});
