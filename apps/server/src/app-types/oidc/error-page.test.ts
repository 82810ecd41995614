import { describe, expect, it } from 'vitest';
import { errorPage, plainError } from './error-page.ts';

describe('the error page', () => {
  it('says in plain words what happened', () => {
    expect(errorPage('invalid_client', null)).toContain('is not known');
    expect(errorPage('something_else', null)).toContain('Go back to the application');
  });

  it('names the reference and whom to tell, when there is one', () => {
    expect(errorPage('invalid_client', '7F3K-92QD')).toMatch(/7F3K-92QD.*Tell your supervisor/s);
    expect(errorPage('server_error', null)).not.toContain('Reference');
  });

  it('shows the code as text', () => {
    const page = errorPage('"><script>&', '<7F3K-92QD>');
    expect(page).not.toContain('<script>');
    expect(page).toContain('&#60;7F3K-92QD&#62;');
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
