import assert from "node:assert/strict";
import { Cancelled } from "./analysisClient.ts";
import { unlessCancelled } from "./unlessCancelled.ts";

const never = new Promise<never>(() => {});

describe("work that somebody may give up", () => {
  it("is waited for while nobody does", async () => {
    const { signal } = new AbortController();
    assert.equal(await unlessCancelled(Promise.resolve(3), signal), 3);
    await assert.rejects(
      unlessCancelled(Promise.reject(new Error("broken")), signal),
      /broken/,
    );
  });

  it("is not waited for any longer as soon as somebody does, nor where somebody has", async () => {
    const controller = new AbortController();
    const waiting = unlessCancelled(never, controller.signal);
    controller.abort();
    await assert.rejects(waiting, Cancelled);
    await assert.rejects(unlessCancelled(never, controller.signal), Cancelled);
  });
});
