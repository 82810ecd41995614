/**
 * Finds the built files of an entry in Vite's manifest: of the agent pages in `dist/.vite/manifest.json`, of the
 * Administration Portal in the one beside it. The hub reads a manifest once at start and hands it in; nothing here
 * touches the disk.
 */

/** Key of the agent pages in their manifest. */
export const agentEntry = 'src/agent/main.tsx';

/** Built files of an entry, relative to the folder that is served as `/assets/`. */
export interface AgentAssets {
  readonly script: string;
  readonly styles: readonly string[];
  /** Scripts that the entry imports, if the build has split it. */
  readonly imports: readonly string[];
  /** The font file that every page needs, or null. */
  readonly font: string | null;
}

/** The manifest is not one of a build of these pages. */
export class AgentAssetsError extends Error {
  readonly code = 'agent-assets.manifest_unusable';
  /** What the manifest should have had, and what it had. */
  readonly detail: { readonly expected: string; readonly received: string };

  constructor(detail: { readonly expected: string; readonly received: string }) {
    super(`agent-assets.manifest_unusable: expected ${detail.expected}, received ${detail.received}`);
    this.name = 'AgentAssetsError';
    this.detail = detail;
  }
}

interface Chunk {
  readonly file: string;
  readonly css: readonly string[];
  readonly assets: readonly string[];
  readonly imports: readonly string[];
}

/**
 * Reads the files of the agent entry and of every chunk that it imports.
 * @param manifest the parsed manifest
 * @throws {AgentAssetsError} `agent-assets.manifest_unusable` when the entry or one of its chunks is missing
 */
export function readAgentAssets(manifest: unknown): AgentAssets {
  return readEntryAssets(manifest, agentEntry);
}

/** The same for the entry with this key. */
export function readEntryAssets(manifest: unknown, key: string): AgentAssets {
  const entry = readChunk(manifest, key);
  const chunks = new Map<string, Chunk>([[key, entry]]);
  for (const chunk of chunks.values()) {
    // A Map is walked in the order of insertion, what is added on the way included.
    for (const each of chunk.imports) if (!chunks.has(each)) chunks.set(each, readChunk(manifest, each));
  }
  const all = [...chunks.values()];
  return {
    script: entry.file,
    styles: [...new Set(all.flatMap((chunk) => chunk.css))],
    imports: all.filter((chunk) => chunk !== entry).map((chunk) => chunk.file),
    font: all.flatMap((chunk) => chunk.assets).find((file) => /\binter-latin-wght-[^/]*\.woff2$/.test(file)) ?? null,
  };
}

function readChunk(manifest: unknown, key: string): Chunk {
  const chunk = property(manifest, key);
  const file = property(chunk, 'file');
  if (typeof file !== 'string') {
    throw new AgentAssetsError({
      expected: `a file for "${key}"`,
      received: chunk === undefined ? 'no such entry' : typeof file,
    });
  }
  return {
    file,
    css: strings(property(chunk, 'css')),
    assets: strings(property(chunk, 'assets')),
    imports: strings(property(chunk, 'imports')),
  };
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
