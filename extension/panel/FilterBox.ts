import { button, el, setText } from "./dom.ts";
import type { CompletionItem, StateMessage } from "./protocol.ts";

interface FilterHost {
  readonly onFilter: (line: string) => void;
  readonly onComplete: (line: string, cursor: number) => void;
  readonly onClearWindow: () => void;
  /** Leave the box, down to the rows. */
  readonly onLeave: () => void;
}

const PAUSE_MS = 120;

/** One line to filter by, with completion: a combobox as ARIA's authoring practices have it. */
export class FilterBox {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  readonly #host: FilterHost;
  readonly #list: HTMLElement;
  readonly #note: HTMLElement;
  readonly #window: HTMLButtonElement;
  #items: readonly CompletionItem[] = [];
  #chosen = -1;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: FilterHost) {
    this.#host = host;
    this.input = el("input", {
      type: "text",
      class: "filter",
      placeholder: "verdict:stale container:orders …",
      spellcheck: "false",
      autocomplete: "off",
      role: "combobox",
      "aria-label": "Filter flows",
      "aria-expanded": "false",
      "aria-controls": "completions",
      "aria-autocomplete": "list",
      "aria-describedby": "filter-note",
    });
    this.#list = el("ul", {
      id: "completions",
      role: "listbox",
      "aria-label": "Completions",
      hidden: true,
    });
    this.#note = el("p", { id: "filter-note", class: "muted", role: "status" });
    this.#window = button("", host.onClearWindow, {
      class: "count",
      hidden: true,
      title: "Show all times again",
    });
    this.element = el(
      "div",
      { class: "filter-box" },
      el("div", { class: "filter-line" }, this.input, this.#window),
      this.#list,
      this.#note,
    );
    this.input.addEventListener("input", () => this.#typed());
    this.input.addEventListener("focus", () => this.#ask());
    this.input.addEventListener("blur", () => this.#close());
    this.input.addEventListener("keydown", (event) => this.#key(event));
  }

  set(line: string): void {
    this.input.value = line;
    this.#host.onFilter(line);
  }

  update(state: StateMessage): void {
    // Of two texts that cross, the one of the person who types wins.
    if (document.activeElement !== this.input) {
      this.input.value = state.filter.line;
    }
    const away =
      state.filteredAway > 0 ? `${state.filteredAway} flows filtered away` : "";
    setText(
      this.#note,
      [state.filter.problem, away].filter(Boolean).join(" · "),
    );
    this.#note.classList.toggle("problem", state.filter.problem !== undefined);
    this.#window.hidden = state.window === undefined;
    if (state.window !== undefined) {
      const from = new Date(state.window.from).toLocaleTimeString();
      const to = new Date(state.window.to).toLocaleTimeString();
      setText(this.#window, `${from} to ${to} ✕`);
    }
  }

  complete(line: string, items: readonly CompletionItem[]): void {
    const { input } = this;
    if (line !== input.value || document.activeElement !== input) return;
    this.#items = items;
    this.#chosen = -1;
    this.#list.replaceChildren(
      ...items.map(({ label, about }, index) => {
        const item = el(
          "li",
          { role: "option", id: `completion-${index}` },
          el("span", {}, label),
          el("span", { class: "muted" }, about),
        );
        item.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          this.#take(index);
        });
        return item;
      }),
    );
    this.#list.hidden = items.length === 0;
    input.setAttribute("aria-expanded", String(items.length > 0));
    input.removeAttribute("aria-activedescendant");
  }

  #typed(): void {
    this.#ask();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => this.#host.onFilter(this.input.value),
      PAUSE_MS,
    );
  }

  #ask(): void {
    const { value, selectionStart } = this.input;
    this.#host.onComplete(value, selectionStart ?? value.length);
  }

  #close(): void {
    this.#items = [];
    this.#list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  #key(event: KeyboardEvent): void {
    event.stopPropagation();
    switch (event.key) {
      case "ArrowDown":
        if (this.#items.length === 0) this.#host.onLeave();
        else this.#choose(this.#chosen + 1);
        break;
      case "ArrowUp":
        this.#choose(this.#chosen - 1);
        break;
      case "Enter":
        if (this.#chosen >= 0) this.#take(this.#chosen);
        else {
          this.#close();
          this.#host.onFilter(this.input.value);
          this.#host.onLeave();
        }
        break;
      case "Tab":
        if (this.#chosen < 0) return;
        this.#take(this.#chosen);
        break;
      case "Escape":
        if (this.#items.length > 0) this.#close();
        else if (this.input.value !== "") this.set("");
        else this.#host.onLeave();
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  #choose(index: number): void {
    if (this.#items.length === 0) return;
    const { length } = this.#items;
    this.#chosen = (index + length) % length;
    [...this.#list.children].forEach((item, at) =>
      item.setAttribute("aria-selected", String(at === this.#chosen)),
    );
    this.input.setAttribute(
      "aria-activedescendant",
      `completion-${this.#chosen}`,
    );
  }

  #take(index: number): void {
    const item = this.#items[index];
    if (item === undefined) return;
    this.set(item.line);
    this.input.focus();
    this.input.setSelectionRange(item.cursor, item.cursor);
    this.#ask();
  }
}
