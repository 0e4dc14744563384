import type { DiffLine } from "../../../panel/protocol.ts";

/** Equal lines around each difference. */
const AROUND = 3;
/** An item has up to two megabytes. Nobody reads those, and the panel has to draw them. */
const MOST_LINES = 300;
const LONGEST_LINE = 400;
/** Cells of the table. Beyond them what differs is shown as taken away and put in again. */
const LARGEST_TABLE = 4_000_000;

/** What changes between two texts, line by line; nothing where they are equal. */
export function diffLines(before: string, after: string): DiffLine[] {
  if (before === after) return [];
  const [a, b] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (
    end < Math.min(a.length, b.length) - start &&
    a.at(-1 - end) === b.at(-1 - end)
  ) {
    end++;
  }
  const whole = [
    ...a.slice(0, start).map((text) => line("same", text)),
    ...diffMiddle(
      a.slice(start, a.length - end),
      b.slice(start, b.length - end),
    ),
    ...a.slice(a.length - end).map((text) => line("same", text)),
  ];
  return cut(withGaps(whole));
}

/** By the longest common subsequence. */
function diffMiddle(a: readonly string[], b: readonly string[]): DiffLine[] {
  const removed = (text: string): DiffLine => line("removed", text);
  const added = (text: string): DiffLine => line("added", text);
  if (a.length * b.length > LARGEST_TABLE) {
    return [...a.map(removed), ...b.map(added)];
  }
  const width = b.length + 1;
  // Its length for the rest of `a` from i and the rest of `b` from j.
  const common = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] =
        a[i] === b[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
    }
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      lines.push(line("same", a[i]!));
      i++;
      j++;
    } else if (common[(i + 1) * width + j]! >= common[i * width + j + 1]!) {
      lines.push(removed(a[i]!));
      i++;
    } else {
      lines.push(added(b[j]!));
      j++;
    }
  }
  return [...lines, ...a.slice(i).map(removed), ...b.slice(j).map(added)];
}

function withGaps(lines: readonly DiffLine[]): DiffLine[] {
  const isNear = new Uint8Array(lines.length);
  lines.forEach(({ kind }, index) => {
    if (kind !== "same")
      isNear.fill(1, Math.max(0, index - AROUND), index + AROUND + 1);
  });
  const shown: DiffLine[] = [];
  let left = 0;
  lines.forEach((one, index) => {
    if (isNear[index] === 0) {
      left++;
      return;
    }
    if (left > 0) shown.push(gap(left, "equal"));
    left = 0;
    shown.push(one);
  });
  if (left > 0) shown.push(gap(left, "equal"));
  return shown;
}

function cut(lines: readonly DiffLine[]): DiffLine[] {
  const left = lines.length - MOST_LINES;
  const shown = lines.slice(0, MOST_LINES).map(({ kind, text }) => ({
    kind,
    text: text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text,
  }));
  return left > 0 ? [...shown, gap(left, "more")] : shown;
}

function gap(count: number, what: string): DiffLine {
  return line("gap", `${count} ${what} ${count === 1 ? "line" : "lines"}`);
}

function line(kind: DiffLine["kind"], text: string): DiffLine {
  return { kind, text };
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.split("\n");
}
