/** The form of a case in which the document itself is wrong, and the changes that such cases are made with. */
import type { SamlErrorCode } from '../../src/errors.ts';
import type { AttackClass } from './attack-classes.ts';
import { replaceFirst } from './hostile-case.ts';

export type Change = (xml: string) => string | Uint8Array;

export interface XmlCase {
  readonly id: string;
  readonly attackClass: AttackClass;
  readonly description: string;
  readonly code: SamlErrorCode;
  readonly change: Change;
  /** The same without the defect; default nothing is changed. */
  readonly twin?: Change;
}

export const prepend =
  (text: string): Change =>
  (xml) =>
    `${text}${xml}`;

export const append =
  (text: string): Change =>
  (xml) =>
    `${xml}${text}`;

/** Into the unsigned Response, where no signature would notice. */
export const intoResponse =
  (text: string): Change =>
  (xml) =>
    replaceFirst(xml, '<samlp:Status>', `${text}<samlp:Status>`);

export const onResponse =
  (attributes: string): Change =>
  (xml) =>
    replaceFirst(xml, '<samlp:Response ', `<samlp:Response ${attributes} `);

export const repeat = (count: number, piece: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => piece(index)).join('');

export const extensions = (content: string): string => `<samlp:Extensions>${content}</samlp:Extensions>`;
