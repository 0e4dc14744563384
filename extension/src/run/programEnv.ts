import type { Receiver } from "../sources/otlp/startReceiver.ts";

/** What a program is told by its environment, so that it is watched. */
export interface ProgramEnv {
  readonly NODE_OPTIONS: string;
  readonly COSMOS_SESSION_OTLP_ENDPOINT: string;
  /** Bears the secret of the receiver: never written to a log. */
  readonly COSMOS_SESSION_OTLP_HEADERS: string;
}

/**
 * Of the receiver's variables only those of our preload: `OTEL_EXPORTER_OTLP_ENDPOINT` would lead
 * away the traces that the program already sends elsewhere.
 *
 * @param given the NODE_OPTIONS that the program would have without us
 */
export function programEnv(
  { env }: Pick<Receiver, "env">,
  preload: string,
  given = "",
): ProgramEnv {
  return {
    NODE_OPTIONS: withPreload(preload, given),
    COSMOS_SESSION_OTLP_ENDPOINT: env["COSMOS_SESSION_OTLP_ENDPOINT"] ?? "",
    COSMOS_SESSION_OTLP_HEADERS: env["COSMOS_SESSION_OTLP_HEADERS"] ?? "",
  };
}

/** @returns `given` with the preload behind it, once */
export function withPreload(preload: string, given = ""): string {
  const option = `--require ${quote(preload)}`;
  if (given.includes(option)) return given;
  return given.trim() === "" ? option : `${given.trim()} ${option}`;
}

/**
 * Node splits NODE_OPTIONS at spaces that stand in no double quotes; in quotes a backslash takes the
 * next character as it is (doc/api/cli.md, NODE_OPTIONS).
 */
function quote(file: string): string {
  return `"${file.replace(/["\\]/g, "\\$&")}"`;
}
