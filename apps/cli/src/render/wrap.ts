/** Breaks text into lines of a terminal. */

/** Longest line of all output. */
export const COLUMNS = 100;

const MIN_WIDTH = 20;

/** Where to break: at the last blank that fits, else in the middle of a word, as for long addresses. */
const breakAt = (text: string, width: number): number => {
  const blank = text.lastIndexOf(' ', width);
  return blank > 0 ? blank : width;
};

/** Lines of at most `width` characters; never empty. */
export const wrap = (text: string, width: number): readonly string[] => {
  const room = Math.max(width, MIN_WIDTH);
  const lines: string[] = [];
  let rest = text;
  while (rest.length > room) {
    const end = breakAt(rest, room);
    lines.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...lines, rest];
};

/** A label with its value beside it; further lines stand under the value. */
export const labelled = (indent: number, label: string, value: string, labelWidth = 12): readonly string[] => {
  const start = indent + labelWidth;
  return wrap(value, COLUMNS - start).map((line, index) =>
    index === 0 ? `${' '.repeat(indent)}${label.padEnd(labelWidth)}${line}` : `${' '.repeat(start)}${line}`,
  );
};
