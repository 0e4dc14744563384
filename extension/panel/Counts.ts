import { button, el, setText } from "./dom.ts";
import type { StateMessage } from "./protocol.ts";
import { verdictBadge, verdictMeaning, verdicts } from "./verdicts.ts";

/** How many reads ended how; each is a press away from its flows. */
export class Counts {
  readonly element: HTMLElement;
  readonly #numbers = new Map<string, HTMLElement>();
  readonly #rest: HTMLElement;
  readonly #dead: HTMLButtonElement;

  constructor(onTerm: (term: string) => void) {
    this.element = el("div", {
      class: "counts",
      role: "group",
      "aria-label": "Reads by verdict",
    });
    for (const verdict of verdicts) {
      const number = el("span", { class: "number" }, "0");
      this.#numbers.set(verdict, number);
      const chip = button("", () => onTerm(`verdict:${verdict}`), {
        class: "count",
        title: `${verdict}: ${verdictMeaning(verdict)}. Press to see these flows, and again to see all.`,
      });
      chip.append(verdictBadge(verdict), number);
      this.element.append(chip);
    }
    this.#dead = button("", () => onTerm("is:dead-letter"), {
      class: "count",
      title: "Show dead letters",
    });
    this.#rest = el("span", { class: "muted" });
    this.element.append(this.#dead, this.#rest);
  }

  update(state: StateMessage): void {
    for (const verdict of verdicts) {
      const count = state.counts[verdict] ?? 0;
      const number = this.#numbers.get(verdict)!;
      setText(number, String(count));
      number.parentElement!.classList.toggle("zero", count === 0);
    }
    setText(this.#dead, `dead letters ${state.deadLetters}`);
    this.#dead.classList.toggle("zero", state.deadLetters === 0);
    const rest = [
      state.unseen > 0 && `${state.unseen} messages passed unseen`,
      state.fellOut > 0 && `${state.fellOut} older flows fell out`,
    ].filter((text) => text !== false);
    setText(this.#rest, rest.join(" · "));
  }
}
