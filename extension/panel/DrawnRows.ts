import type { FlowRow } from "./protocol.ts";
import { RowElement } from "./RowElement.ts";

/** The rows that are drawn, each at its place in the list. Elements that fall out of sight show other flows. */
export class DrawnRows {
  readonly #list: HTMLElement;
  /** By their place in the list. */
  readonly #drawn = new Map<number, RowElement>();
  #height: number;
  #size = 0;

  /** @param height of a row, in pixels */
  constructor(list: HTMLElement, height: number) {
    this.#list = list;
    this.#height = height;
  }

  setHeight(height: number): void {
    this.#height = height;
    for (const [at, drawn] of this.#drawn) drawn.place(at, height);
  }

  /** @param size how many rows there are, drawn or not */
  setSize(size: number): void {
    this.#size = size;
    for (const { element } of this.#drawn.values()) this.#count(element);
  }

  /** @param selected number of a flow */
  show(
    first: number,
    rows: readonly FlowRow[],
    selected: number | undefined,
  ): void {
    const end = first + rows.length;
    const free: RowElement[] = [];
    for (const [at, drawn] of this.#drawn) {
      if (at >= first && at < end) continue;
      this.#drawn.delete(at);
      free.push(drawn);
    }
    rows.forEach((row, index) => {
      const at = first + index;
      const drawn = this.#drawn.get(at) ?? this.#place(at, free.pop());
      drawn.show(row, row.n === selected);
    });
    for (const { element } of free) element.remove();
  }

  /** @param free one that is out of sight, and shows another flow now */
  #place(at: number, free = new RowElement()): RowElement {
    free.place(at, this.#height);
    this.#count(free.element);
    if (!free.element.isConnected) this.#list.append(free.element);
    this.#drawn.set(at, free);
    return free;
  }

  #count(element: HTMLElement): void {
    element.setAttribute("aria-setsize", String(this.#size));
  }
}
