/** Finds the alias that somebody probably meant. */

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

/** Longer names are not compared: nobody types them, and the file could make the comparison slow. */
const MAX_LENGTH = 64;

/** The name nearest to `name`, white space around it and letter case ignored; undefined when none is near. */
export const nearestName = (name: string, known: readonly string[]): string | undefined => {
  const wanted = name.trim().toLowerCase();
  if (wanted.length > MAX_LENGTH) {
    return undefined;
  }
  const limit = Math.ceil(wanted.length / 3);
  const [nearest] = known
    .filter((candidate) => candidate.length <= MAX_LENGTH)
    .map((candidate) => ({ candidate, away: distance(wanted, candidate.toLowerCase()) }))
    .filter(({ away }) => away <= limit)
    .toSorted((a, b) => a.away - b.away);
  return nearest?.candidate;
};
