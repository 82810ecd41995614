/** Colours of the terminal (ECMA-48 SGR), or none. */
import { type Paint, plainPaint } from '@cordboard/server/render-plan';

const colour =
  (code: number) =>
  (text: string): string =>
    `\u001b[${code}m${text}\u001b[0m`;

/** Green, red, yellow and grey, when colours are wanted. */
export const createPaint = (isColoured: boolean): Paint =>
  isColoured ? { good: colour(32), bad: colour(31), changed: colour(33), faint: colour(90) } : plainPaint;
