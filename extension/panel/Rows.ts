import { el, setAttribute, setText } from "./dom.ts";
import { DrawnRows } from "./DrawnRows.ts";
import { LaneHeads } from "./LaneHeads.ts";
import type { FlowRow, StateMessage } from "./protocol.ts";

interface RowsHost {
  /** @param first `undefined` for the last ones */
  onLook(first: number | undefined, count: number): void;
  onHold(isHeld: boolean): void;
  onSelect(n: number | undefined): void;
  onOpen(): void;
}

/** Rows that are drawn above and below those in sight. */
const SPARE = 10;
/** Whoever scrolls asks for others after so many rows, not at each. */
const STEP = 4;

/**
 * The flows, one a row. Only rows in sight are drawn, at a fixed height, in a list as high as all of
 * them: a hundred thousand cost what fifty do.
 *
 * It follows the newest row until somebody scrolls up or selects.
 */
export class Rows {
  readonly element: HTMLElement;
  readonly #host: RowsHost;
  readonly #scroller: HTMLElement;
  readonly #spacer: HTMLElement;
  readonly #probe: HTMLElement;
  readonly #lanes = new LaneHeads();
  readonly #drawn: DrawnRows;
  readonly #now: HTMLButtonElement;
  #rows: readonly FlowRow[] = [];
  #first = 0;
  #size = 0;
  #height = 40;
  /** As last seen: to ask for them while texts change would lay out everything at once. */
  #top = 0;
  #clientHeight = 0;
  #isHeld = false;
  /** What the host was asked for and has not said yet: a state that it sent before is no answer. */
  #wish: boolean | undefined;
  #selected: number | undefined;
  /** Its place in the list, as last seen: the arrows start from there. */
  #at = -1;
  #asked = "";
  /** The list moves by itself; a scroll that this makes is no wish of a person. */
  #ownTop: number | undefined;

  constructor(host: RowsHost) {
    this.#host = host;
    this.#spacer = el("div", { class: "spacer" });
    this.#probe = el("div", { class: "row probe", "aria-hidden": "true" });
    this.#scroller = el(
      "div",
      {
        class: "rows",
        role: "listbox",
        tabindex: 0,
        "aria-label": "Flows, newest last",
      },
      this.#spacer,
    );
    this.#drawn = new DrawnRows(this.#scroller, this.#height);
    this.#now = el("button", { type: "button", class: "now", hidden: true });
    this.#now.addEventListener("click", () => this.toNow());
    this.element = el(
      "section",
      { class: "list", "aria-label": "Flows" },
      this.#lanes.element,
      this.#scroller,
      this.#now,
      this.#probe,
    );
    this.#scroller.addEventListener("scroll", () => this.#scrolled(), {
      passive: true,
    });
    this.#scroller.addEventListener("keydown", (event) => this.#key(event));
    this.#scroller.addEventListener("click", (event) => this.#clicked(event));
    new ResizeObserver(() => this.#measure()).observe(this.element);
  }

  get selected(): number | undefined {
    return this.#selected;
  }

  /** Back to the newest row, and on with it. */
  toNow(): void {
    this.select(undefined);
    this.#hold(false);
    this.#toEnd();
  }

  focus(): void {
    this.#scroller.focus();
    if (this.#selected === undefined && this.#size > 0) {
      this.#move(this.#size - 1);
    }
  }

  /** Nothing is selected any more, but the arrows go on from where one was. */
  leave(): void {
    const at = this.#at;
    this.select(undefined);
    this.#at = at;
    this.#scroller.focus();
  }

  togglePause(): void {
    if (this.#isHeld) this.toNow();
    else this.#hold(true);
  }

  update(state: StateMessage): void {
    if (this.#wish === state.isHeld) this.#wish = undefined;
    this.#isHeld = this.#wish ?? state.isHeld;
    this.#now.hidden = !this.#isHeld;
    setText(
      this.#now,
      state.waiting > 0
        ? `${state.waiting} new flows: back to now`
        : "Back to now",
    );
    this.#lanes.show(state.lanes, this.element);
    if (state.size !== this.#size) {
      this.#size = state.size;
      this.#drawn.setSize(this.#size);
      this.#spacer.style.height = `${this.#size * this.#height}px`;
      if (!this.#isHeld) this.#toEnd();
    }
    this.#look();
  }

  show(first: number, rows: readonly FlowRow[]): void {
    this.#first = first;
    this.#rows = rows;
    this.#draw();
  }

  select(n: number | undefined): void {
    if (n === this.#selected) return;
    this.#selected = n;
    if (n === undefined) this.#at = -1;
    this.#host.onSelect(n);
    this.#draw();
  }

  #hold(isHeld: boolean): void {
    if (isHeld === this.#isHeld) return;
    this.#isHeld = isHeld;
    this.#wish = isHeld;
    this.#host.onHold(isHeld);
  }

  #measure(): void {
    const height = this.#probe.offsetHeight;
    this.#clientHeight = this.#scroller.clientHeight;
    this.#top = this.#scroller.scrollTop;
    if (height > 0 && height !== this.#height) {
      this.#height = height;
      this.#spacer.style.height = `${this.#size * height}px`;
      this.#drawn.setHeight(height);
    }
    if (!this.#isHeld) this.#toEnd();
    else if (this.#at >= 0) this.#reveal(this.#at);
    this.#draw();
    this.#look();
  }

  /** The details take room away: what they are about stays in sight. */
  #reveal(at: number): void {
    const top = at * this.#height;
    const low = top + this.#height - this.#clientHeight;
    if (top < this.#top) this.#scrollTo(top);
    else if (low > this.#top) this.#scrollTo(low);
  }

  #toEnd(): void {
    const top = this.#size * this.#height - this.#clientHeight;
    if (top <= 0) return;
    this.#ownTop = top;
    this.#scrollTo(top);
  }

  #scrollTo(top: number): void {
    this.#scroller.scrollTop = top;
    this.#top = top;
  }

  #scrolled(): void {
    const { scrollTop } = this.#scroller;
    this.#top = scrollTop;
    const isOwn =
      this.#ownTop !== undefined && Math.abs(scrollTop - this.#ownTop) < 2;
    this.#ownTop = undefined;
    const rest = this.#size * this.#height - scrollTop - this.#clientHeight;
    if (!isOwn && rest > this.#height) this.#hold(true);
    this.#look();
  }

  #look(): void {
    const step = Math.floor(this.#top / this.#height / STEP) * STEP;
    const first = this.#isHeld ? Math.max(0, step - SPARE) : undefined;
    const count =
      Math.ceil(this.#clientHeight / this.#height) + 2 * SPARE + STEP;
    const asked = `${first ?? "last"} ${count}`;
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#host.onLook(first, count);
  }

  #draw(): void {
    const selected = this.#rows.findIndex(({ n }) => n === this.#selected);
    if (selected >= 0) this.#at = this.#first + selected;
    this.#drawn.show(this.#first, this.#rows, this.#selected);
    const active = this.#selected === undefined ? undefined : "row-selected";
    setAttribute(this.#scroller, "aria-activedescendant", active);
  }

  #clicked(event: MouseEvent): void {
    const { target } = event;
    if (!(target instanceof Element)) return;
    const element = target.closest<HTMLElement>(".row");
    const n = Number(element?.dataset["n"]);
    if (!Number.isInteger(n)) return;
    this.#hold(true);
    this.select(n);
  }

  #key(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(this.#clientHeight / this.#height) - 1);
    const from = this.#at < 0 ? this.#size : this.#at;
    const target = {
      ArrowUp: from - 1,
      ArrowDown: from + 1,
      PageUp: from - page,
      PageDown: from + page,
      Home: 0,
      End: this.#size - 1,
    }[event.key];
    if (target !== undefined) this.#move(target);
    else if (event.key === "Enter") this.#host.onOpen();
    else if (event.key === "Escape") this.toNow();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #move(target: number): void {
    const at = Math.min(this.#size - 1, Math.max(0, target));
    if (at < 0) return;
    this.#hold(true);
    this.#reveal(at);
    this.#at = at;
    const row = this.#rows[at - this.#first];
    if (row !== undefined) this.select(row.n);
    else this.#selectWhenThere(at);
  }

  /** The row is on its way from the host. */
  #selectWhenThere(at: number): void {
    const attempt = (left: number): void => {
      const row = this.#rows[at - this.#first];
      if (this.#at !== at) return;
      if (row !== undefined) this.select(row.n);
      else if (left > 0) requestAnimationFrame(() => attempt(left - 1));
    };
    this.#look();
    attempt(60);
  }
}
