/** A QR code as the path of an SVG: one unit a module, runs of a row joined. */
export const qrPath = (modules: readonly (readonly boolean[])[]): string =>
  modules.flatMap((row, y) => runsOf(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`)).join('');

const runsOf = (row: readonly boolean[]): readonly (readonly [start: number, length: number])[] => {
  const runs: [number, number][] = [];
  row.forEach((isDark, x) => {
    const last = runs.at(-1);
    if (isDark && last !== undefined && last[0] + last[1] === x) {
      last[1] += 1;
    } else if (isDark) {
      runs.push([x, 1]);
    }
  });
  return runs;
};
