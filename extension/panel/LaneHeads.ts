import { el, setText } from "./dom.ts";
import type { StateMessage } from "./protocol.ts";
import { roles } from "./RowElement.ts";

/** The line above the flows: which process each lane shows. */
export class LaneHeads {
  readonly element: HTMLElement;
  readonly #lanes = roles.map((role) => el("span", { class: `lane ${role}` }));

  constructor() {
    this.element = el(
      "div",
      { class: "lanes", "aria-hidden": "true" },
      el("span", { class: "time" }, "time"),
      ...this.#lanes,
      el("span", { class: "verdict" }),
    );
  }

  /** @param list is told which of its lanes hold several processes, so that rows name them */
  show(lanes: StateMessage["lanes"], list: HTMLElement): void {
    lanes.forEach(({ name, isOne }, index) => {
      setText(this.#lanes[index]!, name);
      list.classList.toggle(`many-${roles[index]!}`, !isOne);
    });
  }
}
