/** What a refusal or failure of the hub means to somebody who looks at a page. */
export const problems = {
  expected: 'Expected: {{expected}}.',
  received: 'Received: {{received}}.',
  noDetail: 'Nothing was changed.',
  offline: {
    title: 'The hub does not answer',
    detail: 'Check your connection. If others cannot reach it either, the operator has to look at the hub.',
  },
  unreadable: {
    title: 'The answer of the hub cannot be read',
    detail: 'The hub was probably updated while this page was open. Load the page again.',
  },
  forbidden: {
    title: 'Your role does not allow this',
    detail: 'Ask a company administrator or an installation owner for the role.',
  },
  notFound: {
    title: 'This is not here',
    detail: 'It was deleted, the address was mistyped, or you have no role in its company.',
  },
  changedMeanwhile: {
    title: 'Somebody else changed this meanwhile',
    detail: 'Load the present state, look at what changed, and make your change again.',
  },
  invalid: {
    title: 'Some fields are not right',
    detail: 'Correct what stands below.',
  },
} as const;
