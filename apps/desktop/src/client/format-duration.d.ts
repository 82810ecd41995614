/** Types of `format-duration.js` for the server, whose project has no JavaScript. */
export declare function formatDuration(durationMs: number): string;
