import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { decodeJson } from "./decodeJson.ts";
import { decodeProtobuf } from "./decodeProtobuf.ts";

const fixtures = path.join(import.meta.dirname, "fixtures");
const binary = readFileSync(path.join(fixtures, "request.bin"));
const json = readFileSync(path.join(fixtures, "request.json"), "utf8");

describe("spans that come by OTLP", () => {
  it("are the same in both forms that the JavaScript exporter writes", () => {
    assert.deepEqual(decodeProtobuf(binary), decodeJson(json));
  });

  it("say their times, ids, links, events and values", () => {
    const [resource] = decodeProtobuf(binary).resourceSpans;
    assert.equal(resource!.attributes.get("service.name"), "billing");
    const [handling, read] = resource!.spans;
    assert.equal(handling!.kind, 5);
    assert.equal(handling!.start, 1795788127113);
    assert.deepEqual(handling!.links, [
      {
        traceId: "0af7651916cd43dd8448eb211c80319c",
        spanId: "b7ad6b7169203331",
      },
    ]);
    assert.equal(read!.links[0]!.spanId, handling!.spanId);
    assert.equal(read!.parentSpanId, undefined);
    assert.equal(read!.events.length, 2);
    assert.deepEqual(
      [
        "azure.cosmosdb.operation.request_charge",
        "azure.cosmosdb.operation.contacted_regions",
        "some.flag",
        "some.negative",
      ].map((key) => read!.attributes.get(key)),
      [1.25, 'West Europe,Nord "é"', true, -7],
    );
  });

  it("are refused in protobuf at every place where they may be cut off", () => {
    // Cut between two fields of the outermost message nothing is missing: there is one such field.
    for (let length = 1; length < binary.length; length++) {
      assert.throws(
        () => decodeProtobuf(binary.subarray(0, length)),
        RangeError,
        `cut at ${length}`,
      );
    }
  });

  it("are refused in protobuf where a byte of them makes no sense, and never hang", () => {
    let refused = 0;
    for (let at = 0; at < binary.length; at++) {
      const broken = Buffer.from(binary);
      broken[at] = 0xff;
      try {
        decodeProtobuf(broken);
      } catch (error) {
        assert.ok(error instanceof RangeError, String(error));
        refused++;
      }
    }
    assert.ok(refused > 100);
  });

  it("are taken in JSON with numbers as texts or as numbers", () => {
    const [resource] = decodeJson(
      '{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"AB","spanId":"cd","startTimeUnixNano":1795788127113000000,"attributes":[{"key":"n","value":{"intValue":5}},{"key":"m","value":{"intValue":"6"}}]}]}]}]}',
    ).resourceSpans;
    const [span] = resource!.spans;
    assert.equal(span!.traceId, "ab");
    assert.equal(span!.start, 1795788127113);
    assert.deepEqual([...span!.attributes.values()], [5, 6]);
  });

  it("are refused in JSON that is no request", () => {
    assert.throws(() => decodeJson("nonsense"), SyntaxError);
    assert.throws(() => decodeJson("7"), RangeError);
    assert.throws(() => decodeJson('{"resourceSpans":{}}'), RangeError);
    assert.deepEqual(decodeJson('{"resourceSpans":[null,7]}'), {
      resourceSpans: [],
    });
  });

  it("hold no values in values without end", () => {
    let value = '{"stringValue":"deep"}';
    for (let depth = 0; depth < 5000; depth++) {
      value = `{"arrayValue":{"values":[${value}]}}`;
    }
    const { resourceSpans } = decodeJson(
      `{"resourceSpans":[{"resource":{"attributes":[{"key":"a","value":${value}}]}}]}`,
    );
    assert.equal(resourceSpans[0]!.attributes.get("a"), "");
  });
});
