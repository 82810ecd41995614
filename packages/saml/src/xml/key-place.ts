/**
 * Where RSA and ECDSA with a private key are worked: in the thread pool, so that others are served meanwhile, or on the
 * event loop, which costs less in all. Signatures and encryption share it, so it stands in the layer below both.
 */
export type KeyPlace = 'thread-pool' | 'event-loop';

/** A server has others to serve. */
export const DEFAULT_KEY_PLACE: KeyPlace = 'thread-pool';
