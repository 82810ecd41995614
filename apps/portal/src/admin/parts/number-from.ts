/**
 * What was typed into a field for a number. Nothing stays nothing: a default that steps in unseen would be saved in the
 * place of what was there. What is no number stays what it is, and the schema says so.
 */
export const numberFrom = (value: unknown): unknown => {
  if (typeof value !== 'string') {
    return value;
  }
  const text = value.trim();
  return text === '' ? null : /^-?\d+$/.test(text) ? Number(text) : text;
};
