/** Where two values differ: what both begin with, what differs, what both end with. */
export interface Difference {
  readonly start: string;
  readonly middle: string;
  readonly end: string;
}

/** A letter alone says little: the difference grows to the next sign that divides values. */
const DIVIDERS = /[/?#&=:.,;@\s-]/;

const commonStart = (left: string, right: string): number => {
  let length = 0;
  while (length < left.length && length < right.length && left[length] === right[length]) {
    length += 1;
  }
  while (length > 0 && !DIVIDERS.test(left[length - 1] ?? '')) {
    length -= 1;
  }
  return length;
};

const commonEnd = (left: string, right: string, from: number): number => {
  const most = Math.min(left.length, right.length) - from;
  let length = 0;
  while (length < most && left.at(-1 - length) === right.at(-1 - length)) {
    length += 1;
  }
  while (length > 0 && !DIVIDERS.test(left.at(-length) ?? '')) {
    length -= 1;
  }
  return length;
};

const cut = (text: string, start: number, end: number): Difference => ({
  start: text.slice(0, start),
  middle: text.slice(start, text.length - end),
  end: text.slice(text.length - end),
});

export const splitDifference = (expected: string, received: string): readonly [Difference, Difference] => {
  if (expected === received) {
    const whole = { start: expected, middle: '', end: '' };
    return [whole, whole];
  }
  const start = commonStart(expected, received);
  const end = commonEnd(expected, received, start);
  return [cut(expected, start, end), cut(received, start, end)];
};
