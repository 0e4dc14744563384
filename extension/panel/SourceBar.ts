import { button, el } from "./dom.ts";
import type { Host } from "./host.ts";
import type { SourceState, StateMessage } from "./protocol.ts";

const shapes: Readonly<Record<SourceState["state"], string>> = {
  live: "●",
  waiting: "◌",
  trouble: "▲",
  off: "○",
};

/** The first line: what is being watched, and how that goes; pause, sort and export. */
export class SourceBar {
  readonly element: HTMLElement;
  readonly #host: Host;
  readonly #list: HTMLElement;
  readonly #pause: HTMLButtonElement;
  #shown = "";

  constructor(host: Host, onPause: () => void) {
    this.#host = host;
    this.#list = el("ul", { class: "sources", "aria-label": "Sources" });
    this.#pause = button("‖ Pause", onPause, { "aria-pressed": "false" });
    const sort = el("select", { "aria-label": "Sort by" });
    for (const by of ["time", "verdict", "lag", "container", "process"]) {
      sort.append(el("option", { value: by }, `by ${by}`));
    }
    sort.addEventListener("change", () =>
      host.send({
        type: "sort",
        by: sort.value as StateMessage["sort"],
      }),
    );
    const run = (id: "import" | "export" | "clear") => (): void =>
      host.send({ type: "command", command: { id } });
    this.element = el(
      "header",
      { class: "bar" },
      el("h1", {}, "Token flow"),
      this.#list,
      el(
        "div",
        { class: "actions" },
        this.#pause,
        sort,
        button("Import", run("import")),
        button("Export", run("export")),
        button("Clear", run("clear")),
      ),
    );
  }

  update({ sources, isHeld }: StateMessage): void {
    this.#pause.setAttribute("aria-pressed", String(isHeld));
    this.#pause.textContent = isHeld ? "▶ Resume" : "‖ Pause";
    const shown = JSON.stringify(sources);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#list.replaceChildren(...sources.map((source) => this.#item(source)));
  }

  #item({ id, name, state, words, canRetry }: SourceState): HTMLElement {
    return el(
      "li",
      { class: `source is-${state}` },
      el("span", { class: "shape", "aria-hidden": "true" }, shapes[state]),
      el("span", { class: "name" }, name),
      el("span", { class: "muted" }, words),
      canRetry === true
        ? button("Retry", () =>
            this.#host.send({
              type: "command",
              command: { id: "retry", source: id },
            }),
          )
        : undefined,
    );
  }
}
