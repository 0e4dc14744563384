// The options of `cosmos-session-lab`, from which both the parser and `--help` are made.

export interface OptionRow {
  /** As `--name VALUE`; a switch without value. */
  readonly value?: string;
  readonly type: "text" | "number" | "switch" | "list";
  readonly from?: number;
  readonly to?: number;
  readonly help: string;
  /** A value to show to somebody who gave a wrong one. */
  readonly example?: number;
}

const port = {
  value: "N",
  type: "number",
  from: 0,
  to: 65_535,
  example: 5672,
} as const;

/** Of a lab, however it is started. */
const labRows = {
  config: {
    value: "FILE",
    type: "text",
    help: "queues, topics, containers to start with: the official emulator's Config.json, or ours",
  },
  lag: {
    value: "MS",
    type: "number",
    from: 0,
    to: 86_400_000,
    example: 250,
    help: "time until a write has reached the slowest replica (200)",
  },
  seed: {
    value: "N",
    type: "number",
    from: 0,
    to: 4_294_967_295,
    example: 7,
    help: "the same seed gives the same chances (1)",
  },
  host: {
    value: "H",
    type: "text",
    help: "address to listen on, for other machines (127.0.0.1)",
  },
  data: {
    value: "DIR",
    type: "text",
    help: "keep messages and items in this folder (in memory only)",
  },
  "servicebus-port": {
    ...port,
    help: "port of Service Bus; older SDKs always take 5672 (a free one)",
  },
  "cosmos-port": { ...port, help: "port of Cosmos DB (a free one)" },
  "control-port": { ...port, help: "port of the control API (a free one)" },
  otlp: {
    value: "URL",
    type: "text",
    help: "send spans there by OTLP/HTTP, as http://127.0.0.1:4318",
  },
} as const satisfies Record<string, OptionRow>;

export const serveRows = {
  json: {
    type: "switch",
    help: "print the addresses as one line of JSON when ready, and nothing else",
  },
  ...labRows,
} as const satisfies Record<string, OptionRow>;

export const runRows = {
  container: {
    value: "DB/COLL:/KEY",
    type: "list",
    help: "make this container first; may be given several times",
  },
  allow: {
    value: "HOST",
    type: "list",
    help: "let the program reach this host of the cloud; may be given several times",
  },
  log: {
    value: "FILE",
    type: "text",
    help: "write the log there, one line of JSON an operation",
  },
  ...labRows,
} as const satisfies Record<string, OptionRow>;

export const checkRows = {
  json: { type: "switch", help: "print the result as JSON" },
} as const satisfies Record<string, OptionRow>;

/** Whose options they are, for somebody who gives one to the wrong command. */
export const rowsOfCommand: Readonly<
  Record<string, Readonly<Record<string, OptionRow>>>
> = {
  "cosmos-session-lab": serveRows,
  "cosmos-session-lab run": runRows,
  "cosmos-session-lab check": checkRows,
};
