import type { Verdict } from "../sessionToken.ts";

/** Where a command writes. */
export interface Output {
  write(text: string): void;
  /** Colours are for terminals; NO_COLOR (https://no-color.org) switches them off there, too. */
  readonly hasColours: boolean;
}

export function outputOf(
  stream: NodeJS.WriteStream,
  env: NodeJS.ProcessEnv = process.env,
): Output {
  return {
    write: (text) => void stream.write(text),
    hasColours: stream.isTTY && (env.NO_COLOR ?? "") === "",
  };
}

type Colour = "red" | "amber" | "green" | "grey";

const codes: Readonly<Record<Colour, number>> = {
  red: 31,
  amber: 33,
  green: 32,
  grey: 90,
};

/** The shape of a verdict, so that nobody needs to tell colours apart. */
export const marks: Readonly<
  Record<Verdict, { readonly word: string; readonly colour: Colour }>
> = {
  foreign: { word: "FOREIGN", colour: "red" },
  refused: { word: "refused", colour: "amber" },
  downgraded: { word: "DOWNGRADED", colour: "red" },
  stale: { word: "STALE", colour: "red" },
  lucky: { word: "lucky", colour: "amber" },
  fresh: { word: "fresh", colour: "green" },
  unprotected: { word: "unprotected", colour: "amber" },
  unknown: { word: "unknown", colour: "grey" },
};

export function paint(text: string, colour: Colour, output: Output): string {
  return output.hasColours ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text;
}
