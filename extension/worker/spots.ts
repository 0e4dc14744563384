import type { Position } from "./engine.ts";
import type { Spot, Stretch } from "../src/analysis/protocol.ts";

/** The engine counts lines from 1, VS Code from 0. */
export function spotOf({ line, column }: Position): Spot {
  return { line: line - 1, character: column };
}

export function stretchOf(place: {
  readonly start: Position;
  readonly end: Position;
}): Stretch {
  return { start: spotOf(place.start), end: spotOf(place.end) };
}

/** A stretch as far as its first line goes, without the white space at its end. */
export function firstLineOf({ start, end }: Stretch, text: string): Stretch {
  if (start.line === end.line) return { start, end };
  const line = text.split(/\r\n|\n|\r/)[start.line] ?? "";
  const character = Math.max(start.character, line.trimEnd().length);
  return { start, end: { line: start.line, character } };
}

/** Finds lines as VS Code does: they end with `\r\n`, `\n` or `\r`. */
export class Lines {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/g))
      this.#starts.push(index + end.length);
  }

  spotAt(offset: number): Spot {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - this.#starts[low]! };
  }
}
