/** The ESLint plugin: `import cosmosSession from "eslint-plugin-cosmos-session"`. */
import type { Linter, Rule } from "eslint";
import type { RuleName } from "./analysis/finding.ts";
import { fingerprint } from "./analysis/project/fingerprint.ts";
import { rules } from "./rules/index.ts";
import { ownPackage } from "./rules/ownPackage.ts";

export interface CosmosSessionPlugin {
  meta: { name: string; version: string; namespace: "cosmos-session" };
  rules: Record<RuleName, Rule.RuleModule>;
  configs: {
    /** Every rule whose reports each team would want to act on. */
    recommended: Linter.Config;
    /** Further rules, for those who also want each read proven. */
    strict: Linter.Config;
  };
  /**
   * For `settings["cosmos-session"].fingerprint`, needed only with `eslint --cache`: a short hash of all texts that
   * can change what the rules say, so that the cache notices a change in another file than the linted one.
   *
   * @param dir A folder of the project: `import.meta.dirname` in `eslint.config.js`.
   * @throws {Error} When `dir` is no folder that can be read.
   */
  fingerprint: (dir: string) => string;
}

const plugin: CosmosSessionPlugin = {
  meta: {
    name: ownPackage.name,
    version: ownPackage.version,
    namespace: "cosmos-session",
  },
  rules: { ...rules },
  configs: { recommended: {}, strict: {} },
  fingerprint: (dir) => fingerprint(dir),
};

/** No `files`: the config holds for whatever is linted, and the rules are silent where they have nothing to say. */
function configOf(name: string, ruleNames: readonly RuleName[]): Linter.Config {
  return {
    name: `cosmos-session/${name}`,
    plugins: { "cosmos-session": plugin },
    rules: Object.fromEntries(
      ruleNames.map((rule) => [`cosmos-session/${rule}`, "error"]),
    ),
  };
}

const recommended: readonly RuleName[] = [
  "require-session-token",
  "require-session-consistency",
  "no-lost-session-token",
];

plugin.configs.recommended = configOf("recommended", recommended);
plugin.configs.strict = configOf("strict", recommended);

export default plugin;
