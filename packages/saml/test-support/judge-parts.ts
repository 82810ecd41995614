/** Judges the sample Response with some of its parts replaced, signed by the genuine identity provider. */
import type { VerifyResponseOptions } from '../src/checks/verify-response-options.ts';
import type { VerifiedAssertion } from '../src/messages/assertion.ts';
import { type ResponseVerdict, verifyResponse } from '../src/verify-response.ts';
import { type Forge, makeForge } from './hostile/hostile-case.ts';
import type { SampleParts } from './sample-response.ts';

type Options = Partial<VerifyResponseOptions>;

export interface PartsJudge {
  readonly forge: Forge;
  readonly judge: (xml: string, options?: Options) => Promise<ResponseVerdict>;
  /** The accepted assertion; throws when it is refused. */
  readonly read: (parts: Partial<SampleParts>, options?: Options) => Promise<VerifiedAssertion>;
  /** `accepted`, or the code of the refusal. */
  readonly codeOf: (parts: Partial<SampleParts>, options?: Options) => Promise<string>;
}

export const makePartsJudge = async (): Promise<PartsJudge> => {
  const forge = await makeForge();
  const judge: PartsJudge['judge'] = (xml, options = {}) =>
    verifyResponse({ xml: Buffer.from(xml) }, { ...forge.options, ...options });
  return {
    forge,
    judge,
    read: async (parts, options) => {
      const verdict = await judge(forge.message(parts), options);
      if (!verdict.accepted) {
        throw new Error(`${verdict.code}: ${verdict.received ?? ''}`);
      }
      return verdict.assertion;
    },
    codeOf: async (parts, options) => {
      const verdict = await judge(forge.message(parts), options);
      return verdict.accepted ? 'accepted' : verdict.code;
    },
  };
};

/** An AttributeStatement in place of the usual one. */
export const statementParts = (...attributes: readonly string[]): Partial<SampleParts> => ({
  attributeStatement: `<saml:AttributeStatement>${attributes.join('')}</saml:AttributeStatement>`,
});
