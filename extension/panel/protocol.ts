// What host and webview tell each other: one ordered channel each way, plain data only. The webview
// never gets the whole store, no connection string and no key.

import type { Verdict } from "../src/sessionToken.ts";

export type { Verdict };

export type SortBy = "time" | "verdict" | "lag" | "container" | "process";

/** Webview to host. */
export type ToHost =
  /** The page is there, perhaps again: send everything. */
  | { readonly type: "ready" }
  /**
   * These rows are looked at. Without `first` it is the last ones, whatever their number: where flows come faster than
   * an answer, a number would always be an old one.
   */
  | { readonly type: "look"; readonly first?: number; readonly count: number }
  | { readonly type: "filter"; readonly line: string }
  | {
      readonly type: "complete";
      readonly line: string;
      readonly cursor: number;
    }
  /** A part of the strip was chosen; none for all times. Milliseconds since 1970. */
  | { readonly type: "window"; readonly window: TimeWindow | undefined }
  | { readonly type: "sort"; readonly by: SortBy }
  /** The rows stand still, because somebody reads or scrolls. */
  | { readonly type: "hold"; readonly isHeld: boolean }
  | { readonly type: "select"; readonly n: number | undefined }
  | { readonly type: "command"; readonly command: PanelCommand };

/** What only the host can do. */
export type PanelCommand =
  | {
      readonly id:
        | "startLab"
        | "copyLab"
        | "run"
        | "connect"
        | "import"
        | "export"
        | "clear";
    }
  /** `file:line`, as the event has it: the host finds the file in the workspace. */
  | { readonly id: "goToCode" | "showFix"; readonly callSite: string }
  | { readonly id: "retry"; readonly source: string }
  /** Read `read` of flow `n`; neither where no flow with a read is selected. */
  | {
      readonly id: "readNow";
      readonly n?: number | undefined;
      readonly read?: number | undefined;
    };

/** Host to webview. */
export type ToPanel =
  | StateMessage
  | { readonly type: "rows"; readonly first: number; readonly rows: FlowRow[] }
  | { readonly type: "details"; readonly details: FlowDetails | undefined }
  | {
      readonly type: "completions";
      readonly line: string;
      readonly items: readonly CompletionItem[];
    }
  /** From the palette: the same keys as in the panel. */
  | {
      readonly type: "do";
      readonly action:
        "pause" | "filter" | "goToCode" | "showFix" | "readNow" | "now";
    };

export interface StateMessage {
  readonly type: "state";
  readonly sources: readonly SourceState[];
  readonly counts: Readonly<Partial<Record<Verdict, number>>>;
  /** Rows that there are to scroll through. */
  readonly size: number;
  /** Flows that the filter or the window keeps away. */
  readonly filteredAway: number;
  /** Came in while the rows stand still. */
  readonly waiting: number;
  readonly isHeld: boolean;
  readonly unseen: number;
  readonly fellOut: number;
  readonly deadLetters: number;
  readonly filter: { readonly line: string; readonly problem?: string };
  readonly window: TimeWindow | undefined;
  readonly sort: SortBy;
  readonly strip: {
    readonly from: number;
    readonly columnMs: number;
    /** Time of the newest read of a recording; none where the strip runs with the clock. */
    readonly until: number | undefined;
    /** For each column: reads, of them wrong (red), of them doubtful (amber). */
    readonly columns: readonly (readonly [number, number, number])[];
  };
  /** In the order in which the data travels: writer, entity, reader, container. */
  readonly lanes: readonly [Lane, Lane, Lane, Lane];
}

export interface Lane {
  /** Of all rows in sight, where they have one name; else what stands in this lane. */
  readonly name: string;
  readonly isOne: boolean;
}

export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

export interface SourceState {
  readonly id: string;
  readonly name: string;
  readonly state: "live" | "waiting" | "trouble" | "off";
  /** `112/s`, `peek every 2 s`, `no Manage right: add entities by hand` */
  readonly words: string;
  readonly canRetry?: boolean;
  /** A tap on a topic, which can be ended for itself. */
  readonly isTap?: boolean;
}

export interface FlowRow {
  readonly n: number;
  readonly time: number;
  /** Sent on by the handler of a flow above. */
  readonly depth: number;
  readonly cells: readonly [Hop, Hop, Hop, Hop];
  readonly verdict: Verdict | undefined;
  /** Why; empty where nothing was read. */
  readonly reason: string;
  /** The row as a person would read it out. */
  readonly sentence: string;
}

/** What one lane knows of a flow. */
export interface Hop {
  /** The process, entity or container. */
  readonly lane: string;
  readonly text: string;
  /** The whole token; `null` where one could be, and is not. */
  readonly token?: string | null;
  /** Nobody saw it, because of this. */
  readonly hollow?: string;
  /** A short remark: `dead-lettered`, `delivered 3 times`, `and 2 more reads`. */
  readonly remark?: string;
}

export interface FlowDetails {
  readonly n: number;
  readonly title: string;
  readonly verdict: Verdict | undefined;
  readonly reason: string;
  readonly steps: readonly DetailStep[];
  readonly message?: MessageDetails;
  readonly readNow?: ReadNowDetails;
}

/** The item as it was read on a press of "Read it now". */
export interface ReadNowDetails {
  readonly state: "reading" | "done" | "failed";
  /** `shop/orders/A-1042 in Lab Cosmos DB` */
  readonly what: string;
  /** How the two items differ, or why there is no answer. */
  readonly words: string;
  /** Without and with the token; without alone where the flow has none. */
  readonly answers: readonly NowAnswer[];
  /** From the item without to the item with the token; empty where they are equal. */
  readonly diff: readonly DiffLine[];
}

export interface NowAnswer {
  /** `without a token`, `with the message's token` */
  readonly label: string;
  readonly sent: string | null;
  /** `200`, `404/1002`, `no answer` */
  readonly status: string;
  readonly served: string | null;
  readonly lsn: string;
  readonly charge: string;
  readonly time: string;
  readonly verdict?: Verdict;
  readonly reason: string;
}

export interface DiffLine {
  /** `gap`: says how many lines are not shown. */
  readonly kind: "same" | "removed" | "added" | "gap";
  readonly text: string;
}

export interface DetailStep {
  readonly role: "write" | "message" | "read" | "write in the handler";
  /** Of a read: which one of the flow's it is. */
  readonly read?: number;
  readonly lane: string;
  readonly what: string;
  /** Status, charge, time, replica: short facts, in this order. */
  readonly facts: readonly string[];
  /** Under each other, so that the eye subtracts them. */
  readonly tokens: readonly {
    readonly label: string;
    readonly token: string | null;
  }[];
  readonly verdict?: Verdict;
  readonly reason?: string;
  /** As the program told it; it comes back in `goToCode`. */
  readonly callSite?: string;
  /** The same to be shown: within a folder of the workspace, from there on. */
  readonly callSiteText?: string;
}

export interface MessageDetails {
  readonly system: Readonly<Record<string, string>>;
  readonly application: Readonly<Record<string, string>>;
  readonly body?: {
    readonly form: "json" | "text" | "bytes";
    readonly text: string;
    readonly size: number;
    readonly isCut: boolean;
  };
  /** A session entity peeked without a session, and the like. */
  readonly note?: string;
}

export interface CompletionItem {
  readonly line: string;
  readonly cursor: number;
  readonly label: string;
  readonly about: string;
}
