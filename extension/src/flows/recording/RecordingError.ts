/** A file cannot be read as a recording; the message is for the one who chose it. */
export class RecordingError extends Error {}
