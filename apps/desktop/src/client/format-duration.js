/**
 * Writes a time span as hours, minutes and seconds. The server and the page both use it.
 *
 * @param {number} durationMs Milliseconds; negative ones count as none.
 * @returns {string} `hh:mm:ss`, with more digits for the hours when they are needed.
 */
export function formatDuration(durationMs) {
  const seconds = Math.max(0, Math.floor(durationMs / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
