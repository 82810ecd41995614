/** Text for a cell of a Markdown table: no line breaks, no bars, no markup by accident. */
export const tableCell = (text: string): string =>
  text.replace(/\s+/g, ' ').replaceAll('|', '\\|').replace(/</g, '&lt;').trim();
