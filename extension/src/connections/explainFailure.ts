import {
  failureFacts,
  tapWords,
  type FailureKind,
  type TapStep,
} from "./failureFacts.ts";

export interface Trouble {
  readonly kind: FailureKind | "other";
  /** Short, for a tree and for the list of sources. */
  readonly words: string;
  /** Asking again by itself is of use. */
  readonly isPassing: boolean;
}

const LONGEST = 200;
const DEEPEST = 5;

/** What an error of one of the SDKs means to a person, and what to do. Never throws, never shows a key. */
export function explainFailure(error: unknown): Trouble {
  const text = textOf(error, DEEPEST);
  const fact = failureFacts.find(
    ({ when, and }) => when.test(text) && (and === undefined || and.test(text)),
  );
  return fact === undefined
    ? { kind: "other", words: wordsOf(error), isPassing: true }
    : { kind: fact.kind, words: fact.words, isPassing: fact.isPassing };
}

/** The same of a tap, whose failures ask for other steps. */
export function explainTapFailure(error: unknown, step: TapStep): Trouble {
  const trouble = explainFailure(error);
  const words =
    trouble.kind === "other" ? undefined : tapWords[step][trouble.kind];
  return words === undefined ? trouble : { ...trouble, words };
}

/**
 * Name, code, status and text, those of the causes too. With core-amqp 4.3.5 and later retries end in an
 * `AggregateError` without code and text (measured, 7.9.5): the cause is in `errors`.
 */
function textOf(error: unknown, depth: number): string {
  if (typeof error !== "object" || error === null) return String(error);
  if (depth === 0) return "";
  const words: string[] = [];
  for (const name of ["name", "code", "statusCode", "status"] as const) {
    const value = (error as Readonly<Record<string, unknown>>)[name];
    if (typeof value === "string" || typeof value === "number") {
      words.push(String(value));
    }
  }
  // `403/5301`, as Cosmos DB's errors are written.
  const { code, substatus } = error as { code?: unknown; substatus?: unknown };
  if (typeof code === "number" && typeof substatus === "number") {
    words.push(`${code}/${substatus}`);
  }
  if ("message" in error) words.push(String(error.message));
  const causes = [
    ...(error instanceof AggregateError ? (error.errors as unknown[]) : []),
    ...("cause" in error && error.cause !== undefined ? [error.cause] : []),
  ];
  return [...words, ...causes.map((cause) => textOf(cause, depth - 1))].join(
    " ",
  );
}

/** Its own words, on one line, without what could be a secret. */
function wordsOf(error: unknown): string {
  const inner: unknown =
    error instanceof AggregateError ? error.errors.at(-1) : error;
  const message = inner instanceof Error ? inner.message : String(inner);
  const line = message.split("\n", 1)[0] ?? "";
  return withoutKeys(line).slice(0, LONGEST) || "an unknown error";
}

/** Connection strings, signatures and tokens, wherever an error quotes them. */
function withoutKeys(text: string): string {
  return text
    .replace(/((?:SharedAccess|Account)Key=)[^;\s]+/gi, "$1…")
    .replace(/(\bsig=)[^&\s]+/gi, "$1…")
    .replace(/(Bearer\s+)\S+/gi, "$1…")
    .replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, "…");
}
