/** The files that a case names: the message with its limit, and keys, which many cases share. */
import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  type DecryptionKey,
  loadDecryptionKey,
  loadVerificationKey,
  MESSAGE_LIMITS,
  SamlError,
  type VerificationKey,
} from '@cordboard/saml';
import { CordboardError } from '@cordboard/server/errors';

/** Room for base64 with line breaks, and for a query. */
export const MAX_MESSAGE_FILE_BYTES: number = MESSAGE_LIMITS.maxBytes * 2;
const MAX_KEY_FILE_BYTES = 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;
/** More files of keys than any set of cases shares. */
const MAX_KEPT_FILES = 64;

const unreadable = (path: string, cause: unknown): CordboardError =>
  new CordboardError('doctor.file', {
    expected: 'a file that can be read',
    received: `${path}: ${cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)}`,
    cause,
  });

const tooLarge = (maxBytes: number, received: string): SamlError =>
  new SamlError('message.too_large', { expected: `at most ${maxBytes} octets`, received });

/** The size that a file says is not always what comes out of it. */
const readAtMost = async (file: FileHandle, maxBytes: number): Promise<Buffer> => {
  const { size } = await file.stat();
  if (size > maxBytes) {
    throw tooLarge(maxBytes, `${size} octets`);
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for (;;) {
    const { bytesRead, buffer } = await file.read({ buffer: Buffer.allocUnsafe(CHUNK_BYTES) });
    if (bytesRead === 0) {
      return Buffer.concat(chunks);
    }
    length += bytesRead;
    if (length > maxBytes) {
      throw tooLarge(maxBytes, `more than ${maxBytes} octets`);
    }
    chunks.push(buffer.subarray(0, bytesRead));
  }
};

/**
 * Reads a file of limited size. Nothing but a regular file is opened: a pipe could make us wait for ever.
 *
 * @throws CordboardError `doctor.file`; SamlError `message.too_large`
 */
export const readLimited = async (path: string, maxBytes: number): Promise<Buffer> => {
  try {
    if (!(await stat(path)).isFile()) {
      throw new CordboardError('doctor.file', { expected: 'a file', received: path });
    }
    // What has nothing to say yet says so, instead of making us wait.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return await readAtMost(file, maxBytes);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw error instanceof CordboardError || error instanceof SamlError ? error : unreadable(path, error);
  }
};

const PEM_BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[^-]*-----END \1-----/g;

const pemBlocks = (octets: Buffer): readonly string[] => octets.toString('latin1').match(PEM_BLOCK) ?? [];

const looksLikeBase64 = (octets: Buffer): boolean => /^[A-Za-z0-9+/=\s]+$/.test(octets.toString('latin1'));

/** Loads keys by their paths. Files that many cases share are read once. */
export class KeyFiles {
  readonly #files = new Map<string, Promise<Buffer>>();
  readonly #folder: string;

  /** @param folder What relative paths are relative to. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * The keys of certificates or public keys in PEM, several in one file too, in DER or in base64.
   *
   * @throws CordboardError `doctor.file`; SamlError `signature.key`
   */
  async verificationKeys(paths: readonly string[]): Promise<readonly VerificationKey[]> {
    const keys: VerificationKey[] = [];
    for (const path of paths) {
      const octets = await this.#read(path);
      const blocks = pemBlocks(octets);
      const bare = looksLikeBase64(octets) ? octets.toString('latin1') : octets;
      keys.push(...(blocks.length === 0 ? [bare] : blocks).map((material) => loadVerificationKey(material)));
    }
    return keys;
  }

  /**
   * Private keys in PEM, named after their files.
   *
   * @throws CordboardError `doctor.file`; SamlError `encryption.key`
   */
  async decryptionKeys(paths: readonly string[]): Promise<readonly DecryptionKey[]> {
    const keys: DecryptionKey[] = [];
    for (const path of paths) {
      const octets = await this.#read(path);
      const blocks = pemBlocks(octets).filter((block) => block.includes('PRIVATE KEY'));
      const sources = blocks.length === 0 ? [octets.toString('latin1')] : blocks;
      // One message after the other: nobody waits who could be served meanwhile.
      keys.push(...sources.map((pem) => loadDecryptionKey({ name: path, privateKeyPem: pem, place: 'event-loop' })));
    }
    return keys;
  }

  #read(path: string): Promise<Buffer> {
    const file = resolve(this.#folder, path);
    const known = this.#files.get(file);
    if (known !== undefined) {
      return known;
    }
    if (this.#files.size >= MAX_KEPT_FILES) {
      this.#files.clear();
    }
    const content = readLimited(file, MAX_KEY_FILE_BYTES);
    this.#files.set(file, content);
    return content;
  }
}
