/** What is wrong with a field, in the portal's words instead of zod's. */
import type { TFunction } from 'i18next';
import { z } from 'zod';

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

const tooSmall = (issue: Extract<RawIssue, { code: 'too_small' }>, t: TFunction): string => {
  const count = Number(issue.minimum);
  switch (issue.origin) {
    case 'string':
      return count === 1 ? t('parts.fields.required') : t('parts.fields.tooShort', { count });
    case 'array':
    case 'set':
      return t('parts.fields.tooFew', { count });
    default:
      return t('parts.fields.tooSmall', { limit: count });
  }
};

const tooBig = (issue: Extract<RawIssue, { code: 'too_big' }>, t: TFunction): string => {
  const count = Number(issue.maximum);
  switch (issue.origin) {
    case 'string':
      return t('parts.fields.tooLong', { count });
    case 'array':
    case 'set':
      return t('parts.fields.tooMany', { count });
    default:
      return t('parts.fields.tooLarge', { limit: count });
  }
};

const wrongFormat = (format: string, t: TFunction): string | undefined => {
  switch (format) {
    case 'email':
      return t('parts.fields.email');
    case 'url':
      return t('parts.fields.url');
    default:
      return undefined;
  }
};

/** Undefined leaves the words to the schema. */
export const fieldMessage = (issue: RawIssue, t: TFunction): string | undefined => {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined || issue.input === null) {
        return t('parts.fields.required');
      }
      return issue.expected === 'number' || issue.expected === 'int' ? t('parts.fields.number') : undefined;
    case 'too_small':
      return tooSmall(issue, t);
    case 'too_big':
      return tooBig(issue, t);
    case 'invalid_value':
      return t('parts.fields.choose');
    case 'invalid_format':
      return wrongFormat(issue.format, t);
    default:
      return undefined;
  }
};

export const setFieldMessages = (t: TFunction): void => {
  z.config({ customError: (issue) => fieldMessage(issue, t) });
};
