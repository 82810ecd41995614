import { describe, expect, it } from 'vitest';
import { errorPage, plainError } from './error-page.ts';

describe('the error page', () => {
  it('says in plain words what happened', () => {
    expect(errorPage('invalid_client')).toContain('is not known');
    expect(errorPage('something_else')).toContain('Go back to the application');
  });

  it('shows the code as text', () => {
    const page = errorPage('"><script>&');
    expect(page).not.toContain('<script>');
    expect(page).toContain('&#34;&#62;&#60;script&#62;&#38;');
  });
});

describe('an error as JSON', () => {
  it('keeps the words of refusals and replaces those of failures', () => {
    const refusal = { error: 'invalid_grant', error_description: 'grant request is invalid' };
    expect(plainError(refusal)).toBe(refusal);
    expect(plainError({ error: 'server_error', error_description: 'oops' }).error_description).toContain('Try again');
  });
});
