let lastMs = Number.NaN;
let lastText = "";

/** `2026-01-01T00:00:00.000Z`. Much happens within a millisecond, and the text is dear. */
export function isoTime(ms: number): string {
  if (ms !== lastMs) {
    lastText = new Date(ms).toISOString();
    lastMs = ms;
  }
  return lastText;
}
