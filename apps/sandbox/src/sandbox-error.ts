/** The refusals of the sandbox, by stable code, and the one error class that carries them. */
export const sandboxErrorCatalogue = {
  'sandbox.not_loopback': 'The sandbox works on the loopback interface only.',
  'sandbox.options': 'The options of the sandbox contradict each other.',
  'sandbox.flags': 'The command line cannot be understood.',
  'sandbox.service_provider_unknown': 'No registered service provider has this entity ID.',
  'sandbox.service_provider_metadata': 'The metadata of the service provider cannot be fetched or read.',
  'sandbox.app_unknown': 'No application of the portal has this name.',
  'sandbox.sign_in_over': 'This sign-in was finished already, or was left alone for too long.',
  'sandbox.sign_out_over': 'This sign-out was finished already, or was left alone for too long.',
  'sandbox.logout_replayed': 'This logout request was taken before.',
  'sandbox.request_not_signed': 'The request has to be signed.',
  'sandbox.forbidden_origin': 'The form was sent by a page of another site.',
  'sandbox.no_encryption_key': 'The service provider publishes no encryption key.',
  'sandbox.sign_in_refused': 'The sign-in at the hub did not succeed.',
} as const;

/** A stable code of the sandbox, `sandbox.<problem>`. */
export type SandboxErrorCode = keyof typeof sandboxErrorCatalogue;

export interface SandboxErrorDetail {
  readonly expected?: string | undefined;
  readonly received?: string | undefined;
  readonly cause?: unknown;
}

/** What the sandbox refuses. `code` is stable; `expected` and `received` are for the person who rehearses. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';
  readonly code: SandboxErrorCode;
  readonly expected: string | undefined;
  readonly received: string | undefined;

  constructor(code: SandboxErrorCode, detail: SandboxErrorDetail = {}) {
    const facts = [
      detail.expected === undefined ? undefined : `expected ${detail.expected}`,
      detail.received === undefined ? undefined : `received ${detail.received}`,
    ].filter((fact) => fact !== undefined);
    const suffix = facts.length === 0 ? '' : ` (${facts.join(', ')})`;
    super(
      `${code}: ${sandboxErrorCatalogue[code]}${suffix}`,
      detail.cause === undefined ? undefined : { cause: detail.cause },
    );
    this.code = code;
    this.expected = detail.expected;
    this.received = detail.received;
  }
}
