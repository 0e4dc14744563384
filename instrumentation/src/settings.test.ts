import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readSettings } from "./settings.ts";

const endpoint = "COSMOS_SESSION_OTLP_ENDPOINT";
const headers = "COSMOS_SESSION_OTLP_HEADERS";

describe("the settings of the preload", () => {
  it("are none where no address is given, or one that cannot be reported to", () => {
    for (const address of [undefined, "", "nowhere", "ftp://127.0.0.1/"]) {
      assert.equal(readSettings({ [endpoint]: address }), undefined);
    }
  });

  it("add OTLP's own path to an address without one, and keep one that is there", () => {
    const pathOf = (address: string): string | undefined =>
      readSettings({ [endpoint]: address })?.url.pathname;
    assert.equal(pathOf("http://127.0.0.1:4318"), "/v1/traces");
    assert.equal(pathOf("https://example.com/here"), "/here");
  });

  it("read headers as OpenTelemetry writes them, and pass over what is none", () => {
    const settings = readSettings({
      [endpoint]: "http://127.0.0.1:4318",
      [headers]: "X-Secret=a%20b, other=1=2,broken,bad=%E0",
    });
    assert.deepEqual(settings?.headers, {
      "x-secret": "a b",
      other: "1=2",
      bad: "%E0",
    });
  });
});
