import type { Rule } from "eslint";
import { noLostSessionTokenTexts } from "../messages/index.ts";
import { docsUrl } from "./ownPackage.ts";
import { reportFindings } from "./reportFindings.ts";

/** Findings and edits are the engine's; options stand in `settings["cosmos-session"]`, for all rules alike. */
export const noLostSessionToken: Rule.RuleModule = {
  meta: {
    type: "problem",
    docs: {
      description:
        "disallow session tokens that are read from or passed in the wrong place and so have no effect",
      url: docsUrl("no-lost-session-token"),
      recommended: true,
    },

    // Silent elsewhere: a config without `files` must not end a run that lints JSON or CSS, too.
    languages: ["*"],
    schema: [],
    messages: noLostSessionTokenTexts,
  },
  create: (context) => reportFindings(context, "no-lost-session-token"),
};
