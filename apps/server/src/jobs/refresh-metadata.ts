/**
 * Reads the metadata addresses that are due, a few at the same time. One hub does it for all: several nodes need a lease
 * first.
 */
import type { MetadataRefreshRecord } from '../storage/ports/metadata-refresh-store.ts';
import type { Storage } from '../storage/ports/storage.ts';

export interface RefreshMetadataOptions {
  readonly storage: Storage;
  /** Reads the address of one connection and notes what came of it. */
  readonly refresh: (connection: { readonly id: string; readonly realmId: string }) => Promise<unknown>;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Told about an address that failed for a reason of ours. */
  readonly onError: (error: unknown) => void;
}

const INTERVAL_MS = 60_000;
/** Addresses read at the same time. */
const PARALLEL = 4;
/** Addresses of one pass: the next pass begins with those that wait longest. */
const BATCH = 500;

/** One pass; returns the number of addresses that were read. */
export const refreshMetadata = async (
  options: RefreshMetadataOptions,
  isStopping: () => boolean = () => false,
): Promise<number> => {
  const due = (await options.storage.read.listDueMetadataRefreshes(options.clock(), BATCH)).values();
  let count = 0;
  const refresh = async ({ connectionId, realmId }: MetadataRefreshRecord): Promise<void> => {
    try {
      await options.refresh({ id: connectionId, realmId });
      count += 1;
    } catch (error) {
      options.onError(error);
    }
  };
  const work = async (): Promise<void> => {
    for (const record of due) {
      if (isStopping()) {
        return;
      }
      await refresh(record);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return count;
};

/** Runs a pass every minute until the returned function is called; it waits for addresses that are being read. */
export const startRefreshingMetadata = (options: RefreshMetadataOptions): (() => Promise<void>) => {
  let running: Promise<void> | null = null;
  let stopping = false;
  const pass = async (): Promise<void> => {
    try {
      await refreshMetadata(options, () => stopping);
    } catch (error) {
      options.onError(error);
    }
    running = null;
  };
  const timer = setInterval(() => {
    // A pass that takes longer than a minute is not joined by another.
    running ??= pass();
  }, INTERVAL_MS);
  timer.unref();
  return async () => {
    stopping = true;
    clearInterval(timer);
    await running;
  };
};
