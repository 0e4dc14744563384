import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { AnalysisClient, Cancelled, type Thread } from "./analysisClient.ts";
import type { ToWorker } from "./protocol.ts";

class FakeThread extends EventEmitter implements Thread {
  readonly got: ToWorker[] = [];
  isEnded = false;
  postMessage(message: ToWorker): void {
    this.got.push(message);
  }
  async terminate(): Promise<number> {
    this.isEnded = true;
    return 0;
  }
  lastId(): number {
    const last = this.got.at(-1);
    assert.ok(last && "id" in last);
    return last.id;
  }
}

function setUp() {
  const threads: FakeThread[] = [];
  const lines: string[] = [];
  const client = new AnalysisClient(
    () => {
      const thread = new FakeThread();
      threads.push(thread);
      return thread;
    },
    (line) => lines.push(line),
  );
  return { client, threads, lines };
}

describe("the client of the analysis", () => {
  it("starts no thread before the first question", () => {
    const { client, threads } = setUp();
    client.setText("/a.ts", "text");
    assert.equal(threads.length, 0);
  });

  it("tells a new thread the settings and the unsaved texts first", async () => {
    const { client, threads } = setUp();
    client.configure([{ folder: "/w", settings: {}, levels: {} }]);
    client.setText("/w/a.ts", "text");
    const answer = client.ask("check", { files: ["/w/a.ts"] });
    const [thread] = threads;
    assert.deepEqual(
      thread!.got.map(({ kind }) => kind),
      ["configure", "text", "check"],
    );
    thread!.emit("message", {
      kind: "answer",
      id: thread!.lastId(),
      output: [],
    });
    assert.deepEqual(await answer, []);
  });

  it("rejects open questions when the thread dies, and starts a new one for the next", async () => {
    const { client, threads, lines } = setUp();
    const answer = client.ask("check", { files: [] });
    threads[0]!.emit("exit", 1);
    await assert.rejects(answer, /ended unexpectedly/);
    void client.ask("check", { files: [] }).catch(() => undefined);
    assert.equal(threads.length, 2);
    assert.deepEqual(lines, ["The analysis ended with code 1."]);
  });

  it("stays off after three deaths in a row, and says how to go on", async () => {
    const { client, threads } = setUp();
    for (let death = 0; death < 3; death++) {
      const answer = client.ask("check", { files: [] });
      threads.at(-1)!.emit("exit", 1);
      await assert.rejects(answer);
    }
    await assert.rejects(
      client.ask("check", { files: [] }),
      /Restart the Analysis/,
    );
    await client.restart();
    void client.ask("check", { files: [] }).catch(() => undefined);
    assert.equal(threads.length, 4);
  });

  it("tells the thread that a question was given up", async () => {
    const { client, threads } = setUp();
    const controller = new AbortController();
    const answer = client.ask(
      "check",
      { files: [] },
      { signal: controller.signal },
    );
    const id = threads[0]!.lastId();
    controller.abort();
    assert.deepEqual(threads[0]!.got.at(-1), { kind: "cancel", id });
    threads[0]!.emit("message", { kind: "failed", id, message: "cancelled" });
    await assert.rejects(answer, Cancelled);
  });
});
