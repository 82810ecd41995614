/** A master key for tests. */
import { createSecretKey, randomBytes } from 'node:crypto';
import type { MasterKey } from '../src/keys/master-key.ts';

export const createTestMasterKey = (): MasterKey => ({ id: 'test', key: createSecretKey(randomBytes(32)) });
