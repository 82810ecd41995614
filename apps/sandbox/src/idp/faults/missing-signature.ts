import type { Fault } from './fault.ts';

/** Signatures are cut out of the finished message; one inside an encrypted assertion stays. */
export const missingSignature: Fault = {
  description: 'Nothing is signed, as when signing is switched off at the identity provider.',
  message: (xml) => xml.replace(/<(?:\w+:)?Signature[\s>][\s\S]*?<\/(?:\w+:)?Signature>/g, ''),
};
