import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMasterKeyFile, type MasterKey } from './master-key.ts';
import { createSealer, type SealContext, type Sealer } from './seal.ts';

const folder = mkdtempSync(join(tmpdir(), 'cordboard-seal-'));
const context: SealContext = { table: 'key_pair', row: 'key-1', environment: 'environment-1' };
const plain = Buffer.from('a private key', 'utf8');

let masterKey: MasterKey;
let otherKey: MasterKey;
let sealer: Sealer;

beforeAll(async () => {
  masterKey = await createMasterKeyFile({ path: join(folder, 'a'), random: randomBytes });
  otherKey = await createMasterKeyFile({ path: join(folder, 'b'), random: randomBytes });
  sealer = createSealer({ masterKey, random: randomBytes });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const expectRefused = (sealed: string, place: SealContext = context, by: Sealer = sealer): void => {
  expect(() => by.open(sealed, place)).toThrow(expect.objectContaining({ code: 'keys.unsealable' }));
};

describe('sealing', () => {
  it('opens what it sealed, down to the empty value', () => {
    for (const value of [plain, Buffer.alloc(0), randomBytes(5000)]) {
      expect(Buffer.from(sealer.open(sealer.seal(value, context), context)).equals(value)).toBe(true);
    }
  });

  it('names the format and the key, and shows nothing of the value', () => {
    const sealed = sealer.seal(plain, context);
    expect(sealed.split('.').slice(0, 2)).toEqual(['v1', masterKey.id]);
    expect(Buffer.from(sealed.split('.')[3] ?? '', 'base64url').includes(plain)).toBe(false);
  });

  it('takes a fresh nonce for each value', () => {
    expect(sealer.seal(plain, context)).not.toBe(sealer.seal(plain, context));
  });

  it('takes its nonce from the random source that it was given', () => {
    const fixed = createSealer({ masterKey, random: (size) => Buffer.alloc(size, 7) });
    expect(fixed.seal(plain, context)).toBe(fixed.seal(plain, context));
    expect(fixed.seal(plain, context).split('.')[2]).toBe(Buffer.alloc(12, 7).toString('base64url'));
  });

  it.each([
    ['table', { ...context, table: 'hub_session' }],
    ['row', { ...context, row: 'key-2' }],
    ['environment', { ...context, environment: '' }],
    ['division between the parts', { ...context, table: 'key_pair","key-1', row: '' }],
  ])('refuses a value in another %s', (_name, place) => {
    expectRefused(sealer.seal(plain, context), place);
  });

  it('refuses a value when any of its octets was changed', () => {
    const [version = '', keyId = '', nonce = '', sealed = ''] = sealer.seal(plain, context).split('.');
    const octets = Buffer.from(sealed, 'base64url');
    for (let index = 0; index < octets.length; index += 1) {
      const changed = Buffer.from(octets);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expectRefused([version, keyId, nonce, changed.toString('base64url')].join('.'));
    }
    const otherNonce = Buffer.from(nonce, 'base64url');
    otherNonce.writeUInt8(otherNonce.readUInt8(0) ^ 1, 0);
    expectRefused([version, keyId, otherNonce.toString('base64url'), sealed].join('.'));
  });

  it('refuses what is cut short, extended, or of another format', () => {
    const sealed = sealer.seal(plain, context);
    const [version = '', keyId = '', nonce = '', body = ''] = sealed.split('.');
    for (const wrong of [
      '',
      'v1',
      'plain text',
      sealed.slice(0, -4),
      `${sealed}.x`,
      [version, keyId, nonce, ''].join('.'),
      [version, keyId, '', body].join('.'),
      [version, keyId, nonce.slice(0, 8), body].join('.'),
      ['v2', keyId, nonce, body].join('.'),
    ]) {
      expectRefused(wrong);
    }
  });

  it('refuses a value of another master key, and says which one it would take', () => {
    const sealed = createSealer({ masterKey: otherKey, random: randomBytes }).seal(plain, context);
    expectRefused(sealed);
    expect(() => sealer.open(sealed, context)).toThrow(
      expect.objectContaining({ expected: expect.stringContaining(masterKey.id), received: otherKey.id }),
    );
    // The identifier is authenticated too.
    expectRefused(sealed.replace(otherKey.id, masterKey.id));
  });

  it('opens values of a former master key, and seals with the present one', () => {
    const both = createSealer({ masterKey: otherKey, formerMasterKeys: [masterKey], random: randomBytes });
    expect(Buffer.from(both.open(sealer.seal(plain, context), context)).equals(plain)).toBe(true);
    expect(both.seal(plain, context).split('.')[1]).toBe(otherKey.id);
  });
});
