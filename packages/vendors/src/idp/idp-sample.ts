/**
 * What an identity provider of a vendor hands out and sends, for "try with a sample" and for tests. Hosts, people and
 * certificates are made up here; nobody has the private keys.
 */
import type { NameIdFormat } from '../values.ts';

export interface SampleAttribute {
  readonly name: string;
  readonly friendlyName?: string;
  readonly values: readonly string[];
}

export interface IdpSample {
  /** A complete metadata document. */
  readonly metadataXml: string;
  readonly response: {
    readonly nameId: { readonly format: NameIdFormat; readonly value: string };
    readonly attributes: readonly SampleAttribute[];
  };
}
