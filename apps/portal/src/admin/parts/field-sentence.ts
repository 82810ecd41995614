/** What a schema of the contract says of a value, as a sentence: its own words begin small and say what is expected. */
export const fieldSentence = (message: string, expected: (what: string) => string): string => {
  const what = message.replace(/^expected /, '');
  return /^\p{Ll}/u.test(message) ? expected(what) : message;
};
