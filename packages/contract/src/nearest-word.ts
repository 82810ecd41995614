/** Finds the word that somebody probably meant. */

/** Levenshtein distance: how many letters to add, drop or change. */
const distance = (a: string, b: string): number => {
  let previous = Array.from({ length: b.length + 1 }, (_value, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const changed = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(changed, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
};

/** Words longer than this are not compared: nobody mistypes them. */
const MAX_LENGTH = 64;

/** The known word nearest to `word`, letter case ignored; null when none is near. */
export const nearestWord = (word: string, known: readonly string[]): string | null => {
  if (word.length > MAX_LENGTH) {
    return null;
  }
  const limit = Math.ceil(word.length / 3);
  const ranked = known
    .map((candidate) => ({ candidate, away: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ away }) => away <= limit)
    .toSorted((a, b) => a.away - b.away);
  return ranked[0]?.candidate ?? null;
};
