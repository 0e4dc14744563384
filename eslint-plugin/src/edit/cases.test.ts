import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { editPages, type EditCase } from "./readCases.ts";
import { Source } from "./source.ts";
import { findingsIn, propose, textsAfter } from "./testFindings.ts";

for (const { title, cases } of editPages)
  describe(`edits: ${title}`, () => {
    for (const one of cases) it(one.name, () => check(one));
  });

function check({ sample, options, answer, after }: EditCase): void {
  const proposal = propose(sample, options);
  assert.deepEqual(
    proposal.kind === "edits"
      ? { offers: proposal.title }
      : { refuses: proposal.reason },
    answer,
  );
  if (proposal.kind === "refused") return;
  assert.deepEqual(textsAfter(sample, proposal), after);
  for (const [file, text] of Object.entries(after)) new Source(file, text);
  if (sample.path.length === 0) assert.deepEqual(findingsIn(after), []);
}
