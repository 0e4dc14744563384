import type {
  FlowRow,
  Lane,
  PanelCommand,
  ReadNowDetails,
  SourceState,
  StateMessage,
  ToHost,
  ToPanel,
} from "../../../panel/protocol.ts";
import { completeFilter } from "../filter/completeFilter.ts";
import type { FlowStore } from "../FlowStore.ts";
import { FlowView } from "../FlowView.ts";
import { COLUMN_MS } from "../Strip.ts";
import { detailsOf } from "./detailsOf.ts";
import { rowOf } from "./rowOf.ts";
import { readToHost } from "./readToHost.ts";

export interface PanelHost {
  readonly store: FlowStore;
  readonly sources: () => readonly SourceState[];
  readonly post: (message: ToPanel) => void;
  readonly run: (command: PanelCommand) => void;
  readonly readNowOf?: (n: number) => ReadNowDetails | undefined;
  /** Of a call site, for the eye: see `detailsOf`. */
  readonly shorten?: (callSite: string) => string;
  readonly now?: () => number;
}

/** A screen holds about fifty; more than this is no window of rows. */
const MOST_ROWS = 400;

/**
 * One panel's side of the host: what the webview asks for, and what has changed since it was told.
 * The one who owns it calls `tick` five times a second; nothing is sent that has not changed.
 */
export class PanelSession {
  readonly #host: PanelHost;
  readonly #view: FlowView;
  /** `undefined`: the last ones. */
  #first: number | undefined;
  #count = 50;
  #selected: number | undefined;
  #isReady = false;
  /** The last message of each kind. */
  readonly #sent = new Map<string, string>();

  constructor(host: PanelHost) {
    this.#host = host;
    this.#view = new FlowView(host.store);
  }

  /** @param message from the webview: whatever it is, it is looked at before it is believed */
  receive(message: unknown): void {
    const told = readToHost(message);
    if (told === undefined) return;
    this.#do(told);
    // Somebody who scrolls asks many times a second, and for rows alone.
    if (told.type !== "look") this.tick();
    else if (this.#isReady)
      this.#tell("rows", { type: "rows", ...this.#rows() });
  }

  /** Tells what has changed. */
  tick(): void {
    if (!this.#isReady) return;
    const { first, rows } = this.#rows();
    this.#tell("state", this.#state(rows));
    this.#tell("rows", { type: "rows", first, rows });
    if (this.#selected !== undefined) this.#tellDetails();
  }

  get selected(): number | undefined {
    return this.#selected;
  }

  dispose(): void {
    this.#view.dispose();
  }

  #do(told: ToHost): void {
    const view = this.#view;
    switch (told.type) {
      case "ready":
        this.#isReady = true;
        this.#sent.clear();
        break;
      case "look":
        this.#first = told.first;
        this.#count = Math.min(told.count, MOST_ROWS);
        break;
      case "filter":
        view.setFilter(told.line);
        break;
      case "complete":
        this.#host.post({
          type: "completions",
          line: told.line,
          items: completeFilter(
            told.line,
            told.cursor,
            view.rows(view.size - 2000, 2000).reverse(),
          ),
        });
        break;
      case "window":
        view.setWindow(told.window);
        break;
      case "sort":
        view.setSort(told.by);
        break;
      case "hold":
        view.hold(told.isHeld);
        break;
      case "select":
        this.#selected = told.n;
        this.#sent.delete("details");
        this.#tellDetails();
        break;
      case "command":
        this.#host.run(told.command);
        break;
    }
  }

  /** Those that are looked at. */
  #rows(): { first: number; rows: FlowRow[] } {
    const first = this.#first ?? Math.max(0, this.#view.size - this.#count);
    return { first, rows: this.#view.rows(first, this.#count).map(rowOf) };
  }

  #tellDetails(): void {
    const { store, readNowOf, shorten } = this.#host;
    const flow =
      this.#selected === undefined ? undefined : store.get(this.#selected);
    const readNow = flow && readNowOf?.(flow.n);
    this.#tell("details", {
      type: "details",
      details: flow && {
        ...detailsOf(flow, shorten),
        ...(readNow !== undefined && { readNow }),
      },
    });
  }

  /** Compared as text: what is sent is small, and a message costs a copy and a drawing. */
  #tell(kind: "state" | "rows" | "details", message: ToPanel): void {
    const text = JSON.stringify(message);
    if (this.#sent.get(kind) === text) return;
    this.#sent.set(kind, text);
    this.#host.post(message);
  }

  #state(rows: readonly FlowRow[]): StateMessage {
    const { store, sources, now = Date.now } = this.#host;
    const view = this.#view;
    const counts = store.counts();
    const { from, columns, until } = store.strip.at(now());
    const { line, problem } = view.filter;
    return {
      type: "state",
      sources: sources(),
      counts: counts.reads,
      size: view.size,
      filteredAway: view.isHeld ? 0 : counts.flows - view.size,
      waiting: view.waiting,
      isHeld: view.isHeld,
      unseen: counts.unseen,
      fellOut: counts.fellOut,
      deadLetters: counts.deadLetters,
      filter: problem === undefined ? { line } : { line, problem },
      window: view.window,
      sort: view.sort,
      strip: {
        from,
        columnMs: COLUMN_MS,
        until,
        columns: columns.map(({ reads, wrong, doubtful }) => [
          reads,
          wrong,
          doubtful,
        ]),
      },
      lanes: lanesOf(rows),
    };
  }
}

/** The one name that all rows in sight have in a lane; else what the lane is. */
function lanesOf(rows: readonly FlowRow[]): StateMessage["lanes"] {
  const lane = (index: number, role: string): Lane => {
    const names = new Set(rows.map(({ cells }) => cells[index]!.lane));
    names.delete("");
    const [only] = names;
    return names.size === 1 && only !== undefined
      ? { name: only, isOne: true }
      : { name: role, isOne: false };
  };
  return [
    lane(0, "writers"),
    lane(1, "messages"),
    lane(2, "readers"),
    lane(3, "containers"),
  ];
}
