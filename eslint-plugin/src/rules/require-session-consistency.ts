import type { Rule } from "eslint";
import {
  requireSessionConsistencyTexts,
  suggestionTexts,
} from "../messages/index.ts";
import { docsUrl } from "./ownPackage.ts";
import { reportFindings } from "./reportFindings.ts";

/** Findings and edits are the engine's; options stand in `settings["cosmos-session"]`, for all rules alike. */
export const requireSessionConsistency: Rule.RuleModule = {
  meta: {
    type: "problem",
    docs: {
      description:
        "disallow a consistency level at which the session token that a read passes has no effect",
      url: docsUrl("require-session-consistency"),
      recommended: true,
    },
    // eslint-disable-next-line eslint-plugin/require-meta-has-suggestions -- reportFindings.ts makes them
    hasSuggestions: true,
    // Silent elsewhere: a config without `files` must not end a run that lints JSON or CSS, too.
    languages: ["*"],
    schema: [],
    messages: { ...requireSessionConsistencyTexts, ...suggestionTexts },
  },
  create: (context) => reportFindings(context, "require-session-consistency"),
};
