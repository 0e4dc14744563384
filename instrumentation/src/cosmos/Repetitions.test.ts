import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Attempt } from "./Call.ts";
import { describeRequest } from "./describeRequest.ts";
import { Repetitions } from "./Repetitions.ts";

const socket = {};
const token = "0:-1#42";

function attempt(sent: string | undefined, path = "1"): Attempt {
  const request = describeRequest(
    "GET",
    `/dbs/shop/colls/orders/docs/${path}`,
    {
      purpose: "create",
      partitionKey: undefined,
      rangeId: undefined,
      level: undefined,
      sent,
    },
  );
  return {
    request,
    socket,
    startMs: 0,
    endMs: 10,
    status: 404,
    subStatus: 1002,
    served: undefined,
    charge: undefined,
    activityId: undefined,
    lsn: undefined,
    host: undefined,
    callSite: undefined,
    handler: undefined,
  };
}

describe("a call that the SDK repeats", () => {
  it("goes on with the same request, without its token or with it, once", () => {
    for (const sent of [undefined, token]) {
      const repetitions = new Repetitions();
      const refused = { attempts: [attempt(token)], token };
      repetitions.wait(refused);
      assert.equal(repetitions.take(attempt(sent)), refused);
      assert.equal(repetitions.take(attempt(sent)), undefined);
    }
  });

  it("is not another item, another token or another connection", () => {
    const repetitions = new Repetitions();
    repetitions.wait({ attempts: [attempt(token)], token });
    assert.equal(repetitions.take(attempt(undefined, "2")), undefined);
    assert.equal(repetitions.take(attempt("0:-1#43")), undefined);
    assert.equal(
      repetitions.take({ ...attempt(undefined), socket: {} }),
      undefined,
    );
  });

  it("has ended when it was not repeated for a second, or with the program", () => {
    const repetitions = new Repetitions();
    repetitions.wait({ attempts: [attempt(token)], token });
    assert.equal(repetitions.ended(1010, false).length, 0);
    assert.equal(repetitions.ended(1011, false).length, 1);
    assert.equal(repetitions.isEmpty, true);
    repetitions.wait({ attempts: [attempt(token)], token });
    assert.equal(repetitions.ended(0, true).length, 1);
  });
});
