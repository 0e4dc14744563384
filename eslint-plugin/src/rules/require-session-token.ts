import type { Rule } from "eslint";
import {
  requireSessionTokenTexts,
  suggestionTexts,
} from "../messages/index.ts";
import { docsUrl } from "./ownPackage.ts";
import { reportFindings } from "./reportFindings.ts";

/** Findings and edits are the engine's; options stand in `settings["cosmos-session"]`, for all rules alike. */
export const requireSessionToken: Rule.RuleModule = {
  meta: {
    type: "problem",
    docs: {
      description:
        "require Cosmos DB reads reached from a message handler to pass the session token that came with the message",
      url: docsUrl("require-session-token"),
      recommended: true,
    },
    // eslint-disable-next-line eslint-plugin/require-meta-has-suggestions -- reportFindings.ts makes them
    hasSuggestions: true,
    // Silent elsewhere: a config without `files` must not end a run that lints JSON or CSS, too.
    languages: ["*"],
    schema: [],
    messages: { ...requireSessionTokenTexts, ...suggestionTexts },
  },
  create: (context) => reportFindings(context, "require-session-token"),
};
