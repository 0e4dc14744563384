import { el } from "./dom.ts";
import type { Verdict } from "./protocol.ts";

/** A word and a shape: nobody has to see colours. */
const shapes: Readonly<Record<Verdict, string>> = {
  fresh: "●",
  lucky: "△",
  unprotected: "▲",
  refused: "■",
  downgraded: "▼",
  foreign: "✖",
  stale: "◆",
  unknown: "○",
};

const meanings: Readonly<Record<Verdict, string>> = {
  fresh: "the token was sent, and the answer is as new as it asks",
  lucky: "new enough, but by chance: the read did not ask for it",
  unprotected: "no token was sent, and nobody knows what it had to see",
  refused: "404/1002 to the end: no data, and no old data either",
  downgraded: "the SDK took the token off after 404/1002 and read again",
  foreign: "the token belongs to another container, and asked for nothing",
  stale: "older than what the message speaks of, or not found",
  unknown: "too little is known to judge",
};

export const verdicts = Object.keys(shapes) as Verdict[];

/** In a few words, for the mouse over it. */
export function verdictMeaning(verdict: Verdict): string {
  return meanings[verdict];
}

export function verdictShape(verdict: Verdict): string {
  return shapes[verdict];
}

export function verdictBadge(verdict: Verdict | undefined): HTMLElement {
  return verdict === undefined
    ? el("span", { class: "verdict" })
    : el(
        "span",
        { class: `verdict is-${verdict}`, title: verdictMeaning(verdict) },
        el("span", { class: "shape", "aria-hidden": "true" }, shapes[verdict]),
        verdict,
      );
}
