import type { EslintSays, Level } from "../src/analysis/protocol.ts";
import type { RuleName } from "../worker/engine.ts";

/** What `calculateConfigForFile` of ESLint gives, as far as it is read here. It comes from a program of somebody else. */
export interface CalculatedConfig {
  readonly rules?: unknown;
  readonly settings?: unknown;
}

const prefix = "cosmos-session/";
const names: readonly RuleName[] = [
  "require-session-token",
  "require-session-consistency",
  "no-lost-session-token",
];
/** By ESLint's numbers. */
const levels: readonly Level[] = ["off", "warning", "error"];

/** @returns `undefined` where the configuration says nothing of our rules */
export function saysOf({
  rules,
  settings,
}: CalculatedConfig): EslintSays | undefined {
  const own = objectIn(settings, "cosmos-session");
  const entries = names.map((name) => levelOf(rules, name));
  const isNamed = entries.some((level) => level !== undefined);
  if (!isNamed && own === undefined) return undefined;
  return {
    isIgnored: false,
    settings: own ?? {},
    // A rule that is not named beside others does not run.
    levels: isNamed
      ? Object.fromEntries(
          names.map((name, index) => [name, entries[index] ?? "off"]),
        )
      : {},
  };
}

function levelOf(rules: unknown, name: RuleName): Level | undefined {
  if (typeof rules !== "object" || rules === null) return undefined;
  const entry: unknown = Reflect.get(rules, prefix + name);
  // ESLint has made a list of every form: `[2]`, `[1, …]`.
  const severity: unknown = Array.isArray(entry) ? entry[0] : entry;
  return typeof severity === "number" ? levels[severity] : undefined;
}

function objectIn(
  from: unknown,
  name: string,
): Readonly<Record<string, unknown>> | undefined {
  if (typeof from !== "object" || from === null) return undefined;
  const value: unknown = Reflect.get(from, name);
  return typeof value === "object" && value !== null
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}
