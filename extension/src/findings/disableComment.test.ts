import assert from "node:assert/strict";
import { readSuppressions } from "../../worker/suppressions.ts";
import { disableComment } from "./disableComment.ts";

describe("the comment that silences a finding", () => {
  it("stands above the line, with its indent and room for a reason", () => {
    assert.deepEqual(
      disableComment("require-session-token", 3, "    await read();", "\n"),
      {
        line: 3,
        text: "    // eslint-disable-next-line cosmos-session/require-session-token -- REASON: why an old state does no harm here\n",
        reason: "REASON: why an old state does no harm here",
      },
    );
  });

  it("is understood by our own reading of such comments", () => {
    const { text } = disableComment("require-session-token", 0, "x", "\n");
    assert.equal(
      readSuppressions(`${text}x`).isSilent("require-session-token", 1),
      true,
    );
  });
});
