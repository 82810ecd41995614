/** The JSON merge patch (RFC 7396) that turns what is stored into what a form holds: only what differs. */

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSame = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

const patchOf = (from: unknown, to: unknown): unknown => {
  if (to === undefined) {
    return null;
  }
  return isObject(from) && isObject(to) ? makePatch(from, to) : to;
};

/** Fields that the form does not have stay as they are; a field that it has emptied goes back to its default. */
export const makePatch = (
  stored: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(wanted)
      .filter(([name, value]) => !isSame(stored[name], value))
      .map(([name, value]) => [name, patchOf(stored[name], value)]),
  );
