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

export const verdicts = Object.keys(shapes) as Verdict[];

export function verdictBadge(verdict: Verdict | undefined): HTMLElement {
  return verdict === undefined
    ? el("span", { class: "verdict" })
    : el(
        "span",
        { class: `verdict is-${verdict}` },
        el("span", { class: "shape", "aria-hidden": "true" }, shapes[verdict]),
        verdict,
      );
}
