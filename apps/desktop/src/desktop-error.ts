/** The refusals of the Agent Desktop, by stable code, and the one error class that carries them. */
export const desktopErrorCatalogue = {
  'desktop.config': 'The settings of the desktop contradict each other or are incomplete.',
  'desktop.hub_unreachable': 'The sign-on service does not answer.',
  'desktop.sign_in_refused': 'The sign-in was not completed at the sign-on service.',
  'desktop.sign_in_unknown': 'This sign-in was finished already, belongs to another browser or took too long.',
  'desktop.sign_in_invalid': 'The answer of the sign-on service does not fit the sign-in that was begun.',
  'desktop.forbidden_origin': 'The form was sent by a page of another site.',
  'desktop.no_session': 'Nobody is signed in in this browser.',
  'desktop.extension_missing': 'The extension is missing.',
  'desktop.extension_not_digits': 'The extension contains something other than digits.',
  'desktop.extension_too_long': 'The extension has more than 15 digits.',
  'desktop.extension_in_use': 'Another agent is signed in with this extension.',
  'desktop.state_unknown': 'The state or the reason is not one of those that exist.',
} as const;

/** A stable code of the desktop, `desktop.<problem>`. */
export type DesktopErrorCode = keyof typeof desktopErrorCatalogue;

export interface DesktopErrorDetail {
  readonly expected?: string | undefined;
  readonly received?: string | undefined;
  readonly cause?: unknown;
}

/** `code` is stable; `expected` and `received` are for the log, never for a page. */
export class DesktopError extends Error {
  override readonly name = 'DesktopError';
  readonly code: DesktopErrorCode;
  readonly expected: string | undefined;
  readonly received: string | undefined;

  constructor(code: DesktopErrorCode, detail: DesktopErrorDetail = {}) {
    const facts = [
      detail.expected === undefined ? undefined : `expected ${detail.expected}`,
      detail.received === undefined ? undefined : `received ${detail.received}`,
    ].filter((fact) => fact !== undefined);
    const suffix = facts.length === 0 ? '' : ` (${facts.join(', ')})`;
    super(
      `${code}: ${desktopErrorCatalogue[code]}${suffix}`,
      detail.cause === undefined ? undefined : { cause: detail.cause },
    );
    this.code = code;
    this.expected = detail.expected;
    this.received = detail.received;
  }
}
