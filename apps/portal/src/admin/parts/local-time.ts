/** A moment as fields for day and time take it: without a zone, in the zone of the reader. */

/** `2026-11-21T09:41`. @param at epoch milliseconds */
export const toLocalTime = (at: number): string => {
  const ofZone = new Date(at).getTimezoneOffset() * 60_000;
  return new Date(at - ofZone).toISOString().slice(0, 16);
};

/** Epoch milliseconds; undefined for what is empty or no moment. */
export const fromLocalTime = (text: string): number | undefined => {
  const at = new Date(text).getTime();
  return Number.isNaN(at) ? undefined : at;
};
