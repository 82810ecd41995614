/** What every page and the metadata call the sandbox identity provider. */
export const SANDBOX_NAME = 'Sandbox identity provider';

/** The banner of every page. */
export const SANDBOX_PURPOSE = 'Sandbox identity provider – for demo and tests';
