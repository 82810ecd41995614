/** The first and the last instant of a day in the zone of the reader. */

/** @param day `2026-11-21` */
export const dayStart = (day: string): number => new Date(`${day}T00:00:00`).getTime();

/** Epoch milliseconds, not part of the day any more. Days of 23 and 25 hours too. */
export const dayEnd = (day: string): number => {
  const next = new Date(`${day}T00:00:00`);
  next.setDate(next.getDate() + 1);
  return next.getTime();
};
