import { decodeToken } from "./decodeToken.ts";
import { el } from "./dom.ts";
import type { DiffLine, NowAnswer, ReadNowDetails } from "./protocol.ts";
import { verdictBadge } from "./verdicts.ts";

/** Both answers of "Read it now" side by side, and how the items differ. */
export function readNowPart(details: ReadNowDetails): HTMLElement {
  const { what, words, state, answers, diff } = details;
  return el(
    "section",
    { class: "read-now", "aria-label": "Read it now" },
    el("h3", {}, `Read now: ${what}`),
    el("p", { class: state === "failed" ? "note" : "", role: "status" }, words),
    answers.length > 0 ? answersTable(answers) : undefined,
    diff.length > 0
      ? el(
          "pre",
          { tabindex: 0, "aria-label": "From the item without to with" },
          ...diff.map(diffLine),
        )
      : undefined,
  );
}

function answersTable(answers: readonly NowAnswer[]): HTMLElement {
  const row = (
    label: string,
    cell: (answer: NowAnswer) => Node | string | undefined,
  ): HTMLElement =>
    el(
      "tr",
      {},
      el("th", { scope: "row", class: "muted" }, label),
      ...answers.map((answer) => el("td", {}, cell(answer))),
    );
  return el(
    "table",
    {},
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("td", {}),
        ...answers.map(({ label }) => el("th", { scope: "col" }, label)),
      ),
    ),
    el(
      "tbody",
      {},
      row("verdict", ({ verdict }) => verdictBadge(verdict)),
      row("status", ({ status }) => status),
      row("sent", ({ sent }) => tokenWords(sent)),
      row("served", ({ served }) => tokenWords(served)),
      row("LSN", ({ lsn }) => lsn),
      row("charge", ({ charge }) => charge),
      row("time", ({ time }) => time),
      row("why", ({ reason }) => reason),
    ),
  );
}

function tokenWords(token: string | null): HTMLElement {
  return token === null
    ? el("span", { class: "chip none" }, "none")
    : el(
        "code",
        { class: "chip", title: decodeToken(token).join("\n") },
        token,
      );
}

const signs: Readonly<Record<DiffLine["kind"], string>> = {
  same: "  ",
  removed: "- ",
  added: "+ ",
  gap: "… ",
};

function diffLine({ kind, text }: DiffLine): HTMLElement {
  return el("span", { class: `diff is-${kind}` }, `${signs[kind]}${text}\n`);
}
