/** The hub's own metadata with its elements indented, for people to read. What is handed over is the document itself. */

const PIECE = /<[^>]+>|[^<]+/g;
const WIDE = 84;

const opens = (piece: string): boolean => piece.startsWith('<') && !/^<[/?!]/.test(piece) && !piece.endsWith('/>');

/** One attribute a line where the tag is too long for one line. */
const writeTag = (tag: string, indent: string): string => {
  if (indent.length + tag.length <= WIDE) {
    return indent + tag;
  }
  const [name = '', ...attributes] = tag.match(/[^\s"]+(?:"[^"]*"[^\s"]*)?/g) ?? [tag];
  return [indent + name, ...attributes.map((attribute) => `${indent}    ${attribute}`)].join('\n');
};

const writeText = (text: string, indent: string): string =>
  (text.match(new RegExp(`.{1,${WIDE - indent.length}}`, 'gs')) ?? []).map((line) => indent + line).join('\n');

/**
 * @param xml well-formed, without comments, CDATA and `>` in attributes: what the hub writes
 */
export const prettyXml = (xml: string): string => {
  const pieces = (xml.match(PIECE) ?? []).map((piece) => piece.trim()).filter((piece) => piece !== '');
  const lines: string[] = [];
  let depth = 0;
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at] ?? '';
    const [text, end] = [pieces[at + 1] ?? '', pieces[at + 2] ?? ''];
    if (piece.startsWith('</')) {
      depth -= 1;
    }
    const indent = '  '.repeat(depth);
    const whole = piece + text + end;
    if (opens(piece) && !text.startsWith('<') && end.startsWith('</') && indent.length + whole.length <= WIDE) {
      lines.push(indent + whole);
      at += 2;
      continue;
    }
    lines.push(piece.startsWith('<') ? writeTag(piece, indent) : writeText(piece, indent));
    if (opens(piece)) {
      depth += 1;
    }
  }
  return lines.join('\n');
};
