import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  canBeWatched,
  isAsked,
  nodeOptionsOf,
  watched,
} from "./watchedDebug.ts";

const launch = { type: "node", request: "launch", name: "Billing" };
const env = {
  NODE_OPTIONS: "ours",
  COSMOS_SESSION_OTLP_ENDPOINT: "http://127.0.0.1:1",
  COSMOS_SESSION_OTLP_HEADERS: "x=y",
};

describe("a debug configuration", () => {
  it("is watched where it starts a Node program", () => {
    assert.ok(canBeWatched(launch));
    assert.ok(canBeWatched({ ...launch, type: "pwa-node" }));
    assert.ok(
      canBeWatched({ name: "npm start", type: "node-terminal", request: "" }),
    );
    assert.ok(!canBeWatched({ ...launch, request: "attach" }));
    assert.ok(!canBeWatched({ ...launch, type: "python" }));
  });

  it("decides for itself, against the setting", () => {
    assert.ok(isAsked(launch, true));
    assert.ok(!isAsked(launch, false));
    assert.ok(isAsked({ ...launch, cosmosSessionTokenFlow: true }, false));
    assert.ok(!isAsked({ ...launch, cosmosSessionTokenFlow: false }, true));
  });

  it("keeps the Node options that it has: its own, those of its file, or VS Code's", () => {
    const file = 'A=1\nexport NODE_OPTIONS="--from-file --two"\r\nB=2\n';
    const own = { ...launch, env: { NODE_OPTIONS: "--own" } };
    assert.equal(nodeOptionsOf(own, file, "--inherited"), "--own");
    assert.equal(
      nodeOptionsOf(launch, file, "--inherited"),
      "--from-file --two",
    );
    assert.equal(nodeOptionsOf(launch, "A=1", "--inherited"), "--inherited");
    const none = { ...launch, env: { NODE_OPTIONS: null } };
    assert.equal(nodeOptionsOf(none, file, "--inherited"), "");
  });

  it("keeps its other variables", () => {
    const own = { ...launch, env: { PORT: "1", NODE_OPTIONS: "--own" } };
    assert.deepEqual(watched(own, env), {
      ...launch,
      env: { PORT: "1", ...env },
    });
  });
});
