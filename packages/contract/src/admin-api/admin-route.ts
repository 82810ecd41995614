/**
 * What a route of the administration API is: address, who may call it, and the shapes that go in and come out. The
 * server binds handlers to these definitions, the OpenAPI document is made of them, and clients take their types.
 */
import { z } from 'zod';
import { slug } from '../slug.ts';
import type { Permission } from './permissions.ts';

/** Path of the API below the installation URL. */
export const ADMIN_API_PATH = '/admin/api/v1';

/** Who may call a route. */
export type Access =
  /** Anybody: set-up and sign-in. */
  | { readonly kind: 'public' }
  /** Every administrator who is signed in, about their own account. */
  | { readonly kind: 'signed-in' }
  /** Whoever holds a set-up link, sent as a bearer token, for the one set-up that it is for. */
  | { readonly kind: 'set-up-link' }
  | {
      readonly kind: 'permission';
      readonly permission: Permission;
      /** Where the permission has to be held; the path names the company and the environment. */
      readonly at: 'installation' | 'company' | 'environment';
      /** Holding it somewhere below is enough: the answer shows only what the caller may see. */
      readonly orBelow?: true;
    };

/**
 * `create` honours Idempotency-Key; `update` and `delete` need If-Match, so that nobody overwrites what another
 * administrator has just changed; `action` changes something that has no version.
 */
export type ChangeKind = 'none' | 'create' | 'update' | 'delete' | 'action';

export interface AdminRoute {
  /** Stable name, `<resource>.<verb>`: the operationId of the OpenAPI document. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below the API's path, parameters as `:name`. */
  readonly path: string;
  /** One line, for the documentation. */
  readonly summary: string;
  readonly access: Access;
  readonly change: ChangeKind;
  readonly params: z.ZodType<Readonly<Record<string, string>>>;
  readonly query: z.ZodType;
  /** `noBody` when the route takes none. */
  readonly body: z.ZodType;
  /** `noBody` for 204. */
  readonly response: z.ZodType;
  /** Media types of an answer that is a file, in pieces or whole; JSON unless set. */
  readonly produces?: readonly string[];
  /** Largest body in bytes, where metadata or files come in; 256 KiB otherwise. */
  readonly bodyLimit?: number;
}

export const noParams = z.strictObject({});
export const noQuery = z.strictObject({});
/** Neither sent nor expected. */
export const noBody = z.undefined();

/** Text in pieces, for answers that are too long for one. */
export const textStream = z.custom<AsyncIterable<string>>(
  (value) => typeof value === 'object' && value !== null && Symbol.asyncIterator in value,
);

/** A file that is small enough to come whole. */
export const wholeFile = z.union([z.string(), z.custom<Uint8Array>((value) => value instanceof Uint8Array)]);

type Defaults = {
  readonly params: typeof noParams;
  readonly query: typeof noQuery;
  readonly body: typeof noBody;
  readonly response: typeof noBody;
};

type Given = Omit<AdminRoute, keyof Defaults> & Partial<Pick<AdminRoute, keyof Defaults>>;

type Filled<R extends Given> = Omit<R, keyof Defaults> & {
  readonly [K in keyof Defaults]: R[K] extends z.ZodType ? R[K] : Defaults[K];
};

/** Fills in what most routes lack, and keeps every shape's exact type. */
export const defineRoute = <const R extends Given>(route: R): Filled<R> => {
  const defaults: Defaults = { params: noParams, query: noQuery, body: noBody, response: noBody };
  return { ...defaults, ...route } as unknown as Filled<R>;
};

export const companyParams = z.strictObject({ company: slug });
export const environmentParams = companyParams.extend({ environment: slug });
export const realmParams = environmentParams.extend({ realm: slug });

/** Query of every list. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Entries at most, 1 to 200.'),
  cursor: z.string().max(500).optional().describe('`next` of the page before.'),
});

/** One page of a list. */
export const pageOf = <S extends z.ZodType>(
  item: S,
): z.ZodObject<{ items: z.ZodArray<S>; next: z.ZodNullable<z.ZodString> }> =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe('Cursor of the next page; null on the last.'),
  });

/** Epoch milliseconds. */
export const instant = z.int().min(0).describe('Epoch milliseconds.');
