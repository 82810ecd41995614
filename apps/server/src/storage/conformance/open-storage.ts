import type { Storage } from '../ports/storage.ts';

export interface StorageUnderTest {
  readonly storage: Storage;
  /** Closes the storage and opens it again with what it holds. */
  reopen(): Promise<Storage>;
  /** Closes the storage and deletes what it holds. */
  dispose(): Promise<void>;
}

/** Opens an empty storage, which is disposed of after the test. */
export type OpenStorage = () => Promise<StorageUnderTest>;
