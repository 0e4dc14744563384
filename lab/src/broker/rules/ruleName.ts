import { RuleError } from "./Rule.ts";

/** Documentation of the REST API: 1 to 50 letters, digits, dots, hyphens, underscores; `$Default` is made by the service. */
const allowed = /^\$?[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;

/** @throws {RuleError} */
export function assertRuleName(name: unknown): asserts name is string {
  if (typeof name === "string" && name.length <= 50 && allowed.test(name)) {
    return;
  }
  const shown = typeof name === "string" ? `"${name.slice(0, 60)}"` : "It";
  throw new RuleError(
    "RuleName",
    `${shown} is no name for a rule: 1 to 50 letters, digits, dots, hyphens and underscores, with a letter or digit first and last.`,
  );
}
