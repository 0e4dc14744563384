import type { Host } from "../analysis/host.ts";
import type { Style } from "./proposal.ts";

const specifier = /["'`]cosmos-session-token(\/ambient)?["'`]/g;

/** The style that a code base uses already: by its imports of `cosmos-session-token`; none: `inline`. */
export function detectStyle(
  host: Pick<Host, "readText">,
  files: Iterable<string>,
): Style {
  let style: Style = "inline";
  for (const file of files) {
    const text = host.readText(file);
    if (text === undefined || !text.includes("cosmos-session-token")) continue;
    for (const [, isAmbient] of text.matchAll(specifier)) {
      if (isAmbient !== undefined) return "ambient";
      style = "helper";
    }
  }
  return style;
}
