import { button, el, setText } from "./dom.ts";
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
  #sources: readonly SourceState[] = [];

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
    setText(this.#pause, isHeld ? "▶ Resume" : "‖ Pause");
    const isSame =
      sources.length === this.#sources.length &&
      sources.every((source, at) => looksLike(source, this.#sources[at]!));
    this.#sources = sources;
    if (isSame) {
      // Counts change all the time: no more than their text is drawn again.
      sources.forEach(({ words }, at) =>
        setText(this.#list.children[at]!.querySelector(".muted")!, words),
      );
    } else {
      this.#list.replaceChildren(
        ...sources.map((source) => this.#item(source)),
      );
    }
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

function looksLike(one: SourceState, other: SourceState): boolean {
  return (
    one.id === other.id &&
    one.name === other.name &&
    one.state === other.state &&
    one.canRetry === other.canRetry
  );
}
