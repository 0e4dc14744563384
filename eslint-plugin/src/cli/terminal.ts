/** Where a command writes. A test reads along. */
export interface Terminal {
  /** Absolute. */
  readonly cwd: string;
  readonly hasColour: boolean;
  out(text: string): void;
  error(text: string): void;
}

const codes = { red: 31, green: 32, yellow: 33, bold: 1, dim: 2 } as const;

export type Colour = keyof typeof codes;

export function paint(
  terminal: Terminal,
  colour: Colour,
  text: string,
): string {
  return terminal.hasColour ? `\u001B[${codes[colour]}m${text}\u001B[0m` : text;
}

/** What the person at the terminal can mend: shown as a sentence, without a stack. Ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
