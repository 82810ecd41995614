/** Words of the page that takes a message about sign-out along. */
export const SIGNING_OUT = { title: 'Signing you out' } as const;
