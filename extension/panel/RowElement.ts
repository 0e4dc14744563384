import { el, setAttribute, setText } from "./dom.ts";
import type { FlowRow, Hop } from "./protocol.ts";
import { chipOf } from "./tokenChip.ts";
import { verdictMeaning, verdictShape } from "./verdicts.ts";

export const roles = ["write", "message", "read", "answer"] as const;

type Role = (typeof roles)[number];

/** Flows that lie deeper are indented no further. */
const DEEPEST = 6;

/** One row of the list. It is made once, and shows one flow after another: to make elements costs more than to change their texts. */
export class RowElement {
  readonly element: HTMLElement;
  /** For the ear; what follows is for the eye. */
  readonly #spoken = el("span", { class: "spoken" });
  readonly #time = el("time", { class: "time", "aria-hidden": "true" });
  readonly #hops = roles.map((role) => new HopElement(role));
  readonly #shape = el("span", { class: "shape" });
  readonly #word = el("span");
  readonly #verdict = el("span", {}, this.#shape, this.#word);
  readonly #reason = el("div", { class: "reason", "aria-hidden": "true" });
  #shown = "";

  constructor() {
    this.element = el(
      "div",
      { role: "option" },
      this.#spoken,
      this.#time,
      ...this.#hops.map(({ element }) => element),
      el("div", { class: "end", "aria-hidden": "true" }, this.#verdict),
      this.#reason,
    );
  }

  show(row: FlowRow, isSelected: boolean): void {
    const shown = `${isSelected} ${JSON.stringify(row)}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    const { element } = this;
    const { n, depth, verdict, cells } = row;
    const time = timeOf(row.time);
    element.className = [
      "row",
      ...(isSelected ? ["selected"] : []),
      ...(depth > 0 ? ["sent-on"] : []),
      `is-${verdict ?? "none"}`,
    ].join(" ");
    element.id = isSelected ? "row-selected" : `row-${n}`;
    element.dataset["n"] = String(n);
    element.setAttribute("aria-selected", String(isSelected));
    setText(this.#spoken, `${time}. ${row.sentence}`);
    if (depth > 0) {
      element.style.setProperty("--depth", String(Math.min(depth, DEEPEST)));
    }
    setText(this.#time, time);
    this.#hops.forEach((hop, index) =>
      hop.show(cells[index]!, cells[index + 1]?.hollow !== undefined),
    );
    this.#verdict.className = `verdict is-${verdict ?? "none"}`;
    setAttribute(
      this.#verdict,
      "title",
      verdict && `${verdict}: ${verdictMeaning(verdict)}`,
    );
    setText(this.#shape, verdict === undefined ? "" : verdictShape(verdict));
    setText(this.#word, verdict ?? "");
    setText(this.#reason, row.reason);
  }

  place(at: number, height: number): void {
    this.element.style.top = `${at * height}px`;
    this.element.setAttribute("aria-posinset", String(at + 1));
  }
}

class HopElement {
  readonly element: HTMLElement;
  readonly #role: Role;
  readonly #text = el("span", { class: "text" });
  readonly #chip = el("span", { class: "chip" });
  readonly #remark = el("span", { class: "remark" });
  readonly #lane = el("span", { class: "lane-name muted" });

  constructor(role: Role) {
    this.#role = role;
    this.element = el(
      "div",
      { "aria-hidden": "true" },
      el("span", { class: "dot" }),
      this.#text,
      this.#chip,
      this.#remark,
      this.#lane,
    );
  }

  /** @param isLast the line ends here: nobody saw the hop behind it */
  show({ hollow, lane, text, token, remark }: Hop, isLast: boolean): void {
    const { element } = this;
    element.className = [
      "hop",
      this.#role,
      ...(hollow === undefined ? [] : ["hollow"]),
      ...(isLast ? ["before-hollow"] : []),
    ].join(" ");
    setAttribute(element, "title", hollow ?? lane);
    setText(this.#text, text);
    const chip = chipOf(token);
    this.#chip.hidden = chip === undefined;
    this.#chip.className = token === null ? "chip none" : "chip";
    setAttribute(this.#chip, "title", chip?.title);
    setText(this.#chip, chip?.text ?? "");
    this.#remark.hidden = remark === undefined;
    setText(this.#remark, remark ?? "");
    setText(this.#lane, lane);
  }
}

/** `14:02:07.113`, by the clock of the one who looks. */
function timeOf(time: number): string {
  const date = new Date(time);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}
