import { captionOf } from "./captionOf.ts";
import { el, setAttribute, setText, svg } from "./dom.ts";
import type { StateMessage, TimeWindow } from "./protocol.ts";

type Columns = StateMessage["strip"];

/** Of a column, the rest is the gap to the next one. */
const COLUMN = 0.86;
/** From the top of a column to its foot. */
const kinds = ["wrong", "doubtful", "good"] as const;

/** The overview: reads of the last minutes, or of the last ones of a recording. Dragged over, it sets the window of time. */
export class Strip {
  readonly element: HTMLElement;
  readonly #bars: HTMLElement;
  readonly #drawing = svg("svg", {
    "aria-hidden": "true",
    preserveAspectRatio: "none",
  });
  readonly #chosen = svg("rect", { class: "chosen", height: "100" });
  /** All columns of a kind are one shape: a hundred elements would be laid out each time. */
  readonly #shapes = kinds.map((kind) => svg("path", { class: kind }));
  readonly #caption: HTMLElement;
  readonly #onWindow: (
    window: TimeWindow | undefined,
    onlyWrong: boolean,
  ) => void;
  #columns: Columns = {
    from: 0,
    columnMs: 1,
    until: undefined,
    columns: [],
  };
  /** Ends of what is being chosen, as indexes of columns. */
  #from: number | undefined;
  #to = 0;
  #window: TimeWindow | undefined;

  constructor(
    onWindow: (window: TimeWindow | undefined, onlyWrong: boolean) => void,
  ) {
    this.#onWindow = onWindow;
    this.#bars = el("div", {
      class: "bars",
      role: "slider",
      tabindex: 0,
      "aria-label":
        "Window of time. Arrows move, Shift widens, Enter sets, Escape takes it away.",
      "aria-valuemin": 1,
      "aria-valuemax": 100,
      "aria-valuenow": 100,
    });
    this.#drawing.append(this.#chosen, ...this.#shapes);
    this.#bars.append(this.#drawing);
    this.#caption = el("p", { class: "muted caption" });
    this.element = el("section", { class: "strip" }, this.#bars, this.#caption);
    this.#bars.addEventListener("pointerdown", (event) => this.#start(event));
    this.#bars.addEventListener("pointermove", (event) => {
      if (this.#from === undefined || event.buttons === 0) return;
      this.#to = this.#at(event);
      this.#mark();
    });
    this.#bars.addEventListener("pointerup", () => this.#choose());
    this.#bars.addEventListener("keydown", (event) => this.#key(event));
  }

  update({ strip, window }: StateMessage): void {
    this.#columns = strip;
    this.#window = window;
    const { columns } = strip;
    const most = Math.max(4, ...columns.map(([reads]) => reads));
    const heights = columns.map(([all, bad, doubtful]) => [
      // Seen even where one of a thousand is wrong.
      heightOf(bad, most, 3),
      heightOf(doubtful, most, 1),
      heightOf(all - bad - doubtful, most, 1),
    ]);
    setAttribute(this.#drawing, "viewBox", `0 0 ${columns.length} 100`);
    this.#shapes.forEach((shape, kind) => {
      const parts = heights.map((column, index) => {
        const height = column[kind]!;
        const below = column.slice(kind).reduce((sum, one) => sum + one, 0);
        return height === 0
          ? ""
          : `M${index} ${100 - below}h${COLUMN}v${height}h-${COLUMN}z`;
      });
      setAttribute(shape, "d", parts.join(""));
    });
    setText(this.#caption, captionOf(strip));
    this.#mark();
  }

  #start(event: PointerEvent): void {
    this.#bars.setPointerCapture(event.pointerId);
    this.#from = this.#to = this.#at(event);
    this.#mark();
  }

  #choose(): void {
    if (this.#from === undefined) return;
    const first = Math.min(this.#from, this.#to);
    const last = Math.max(this.#from, this.#to);
    this.#from = undefined;
    const { from, columnMs, columns } = this.#columns;
    const window = {
      from: from + first * columnMs,
      to: from + (last + 1) * columnMs,
    };
    // A press on a red column asks for what is red in it.
    const onlyWrong = first === last && (columns[first]?.[1] ?? 0) > 0;
    this.#onWindow(window, onlyWrong);
  }

  #key(event: KeyboardEvent): void {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const last = this.#columns.columns.length - 1;
    if (step !== undefined) {
      this.#to = Math.min(
        last,
        Math.max(0, (this.#from === undefined ? last : this.#to) + step),
      );
      if (this.#from === undefined || !event.shiftKey) this.#from = this.#to;
      this.#mark();
    } else if (event.key === "Enter") this.#choose();
    else if (event.key === "Escape") {
      this.#from = undefined;
      this.#onWindow(undefined, false);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #at({ clientX }: PointerEvent): number {
    const { left, width } = this.#bars.getBoundingClientRect();
    const { length } = this.#columns.columns;
    const index = Math.floor(((clientX - left) / width) * length);
    return Math.min(length - 1, Math.max(0, index));
  }

  #mark(): void {
    const { from, columnMs, columns } = this.#columns;
    const window = this.#window;
    const chosen = columns.flatMap((_, index) => {
      const start = from + index * columnMs;
      const isChosen =
        this.#from !== undefined
          ? index >= Math.min(this.#from, this.#to) &&
            index <= Math.max(this.#from, this.#to)
          : window !== undefined && start >= window.from && start < window.to;
      return isChosen ? [index] : [];
    });
    setAttribute(this.#chosen, "x", chosen[0] ?? 0);
    setAttribute(this.#chosen, "width", chosen.length);
    const at = this.#from === undefined ? columns.length - 1 : this.#to;
    const [reads = 0, wrong = 0] = columns[at] ?? [];
    this.#bars.setAttribute("aria-valuenow", String(at + 1));
    this.#bars.setAttribute(
      "aria-valuetext",
      `${new Date(from + at * columnMs).toLocaleTimeString()}: ${reads} reads, ${wrong} wrong`,
    );
  }
}

/** In whole hundredths of the strip's height. */
function heightOf(part: number, most: number, least: number): number {
  return part <= 0 ? 0 : Math.round(Math.max(least, (part / most) * 100));
}
