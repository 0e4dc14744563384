/** An exception out of a rule ends here before a user sees it; for a test it is a mistake all the same. */
import assert from "node:assert/strict";
import { afterEach, beforeEach } from "mocha";

/** Call it in a `describe`. */
export function noHiddenExceptions(): void {
  const printed = console.error;
  const caught: unknown[] = [];
  beforeEach(() => {
    caught.length = 0;
    process.env["COSMOS_SESSION_DEBUG"] = "1";
    console.error = (error: unknown) => caught.push(error);
  });
  afterEach(() => {
    delete process.env["COSMOS_SESSION_DEBUG"];
    console.error = printed;
    assert.deepEqual(caught, []);
  });
}
