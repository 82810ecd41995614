/** Words of the page that leads to the others. */
export const start = {
  title: 'Welcome, {{name}}',
  noGrants: 'You have no role yet. Ask the administrator who invited you.',
  companies: 'Your companies',
} as const;
