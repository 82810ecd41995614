/** Lines of a file of cases. Only a line feed ends one: JSON may hold every other separator as it is. */

/** A line without its end, or that it is longer than anybody reads. */
export type CaseLine = string | { readonly tooLong: true };

const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = '\ufeff';

/** The octets of one line as they come in, and no more of them than the limit. */
class LineBuffer {
  #parts: Uint8Array[] = [];
  #length = 0;
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  add(octets: Uint8Array): void {
    this.#length += octets.length;
    if (this.#length <= this.#max) {
      this.#parts.push(octets);
    } else {
      this.#parts = [];
    }
  }

  take(): CaseLine {
    const line: CaseLine =
      this.#length > this.#max ? { tooLong: true } : Buffer.concat(this.#parts).toString('utf8').replace(/\r$/, '');
    this.#parts = [];
    this.#length = 0;
    return line;
  }
}

/**
 * Splits octets into lines, however they are cut into chunks. A byte order mark before the first line is left out.
 *
 * @param maxBytes of a line; a longer one is told, and never held as a whole
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<CaseLine> {
  const buffer = new LineBuffer(maxBytes);
  let isFirst = true;
  const take = (): CaseLine => {
    const line = buffer.take();
    const isMarked = isFirst && typeof line === 'string' && line.startsWith(BYTE_ORDER_MARK);
    isFirst = false;
    return isMarked ? line.slice(1) : line;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      buffer.add(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    buffer.add(chunk.subarray(start));
  }
  if (!buffer.isEmpty) {
    yield take();
  }
}
