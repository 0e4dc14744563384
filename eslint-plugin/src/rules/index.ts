import type { Rule } from "eslint";
import type { RuleName } from "../analysis/finding.ts";
import { noLostSessionToken } from "./no-lost-session-token.ts";
import { requireSessionConsistency } from "./require-session-consistency.ts";
import { requireSessionToken } from "./require-session-token.ts";

export const rules: Readonly<Record<RuleName, Rule.RuleModule>> = {
  "require-session-token": requireSessionToken,
  "require-session-consistency": requireSessionConsistency,
  "no-lost-session-token": noLostSessionToken,
};
