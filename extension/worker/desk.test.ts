import assert from "node:assert/strict";
import path from "node:path";
import type {
  EditorFinding,
  FromWorker,
  HandlerSummary,
  Mended,
  Offer,
  ToWorker,
} from "../src/analysis/protocol.ts";
import { Desk } from "./desk.ts";
import { makeFolder, twoFiles } from "./testFolder.ts";

describe("the analysis worker", () => {
  const { folder, remove } = makeFolder(twoFiles);
  const main = path.join(folder, "main.ts");
  const load = path.join(folder, "load.ts");
  const waiting = new Map<number, (message: FromWorker) => void>();
  const said: FromWorker[] = [];
  const desk = new Desk((message) => {
    said.push(message);
    if (message.kind === "answer" || message.kind === "failed")
      waiting.get(message.id)?.(message);
  });
  let nextId = 1;

  function ask(
    kind: "check" | "offers" | "handlers" | "mend",
    input: object,
  ): Promise<FromWorker> {
    const id = nextId++;
    const answer = new Promise<FromWorker>((resolve) =>
      waiting.set(id, resolve),
    );
    desk.take({ kind, id, input } as ToWorker);
    return answer;
  }

  async function answerTo<T>(
    kind: "check" | "offers" | "handlers" | "mend",
    input: object,
  ): Promise<T> {
    const message = await ask(kind, input);
    assert.equal(message.kind, "answer");
    return (message as { output: T }).output;
  }

  function configure(settings: Record<string, unknown> = {}): void {
    desk.take({
      kind: "configure",
      folders: [{ folder, settings, levels: {} }],
    });
  }

  before(() => {
    configure();
  });
  after(remove);

  it("finds the read behind a call, with the way to it and the files it depends on", async () => {
    const [finding, ...others] = await answerTo<EditorFinding[]>("check", {
      files: [main, load],
    });
    assert.deepEqual(others, []);
    assert.equal(finding?.file, main);
    assert.deepEqual(
      finding.path.map(({ file }) => path.basename(file)),
      ["main.ts", "load.ts"],
    );
    assert.ok(finding.dependsOn.includes(load));
    assert.match(finding.message, /load\.ts:6/);
  });

  it("sees an unsaved text in another file, and the disk again when it is closed", async () => {
    desk.take({
      kind: "text",
      file: load,
      text: twoFiles["load.ts"].replace("orders.item(id, id).read()", "id"),
    });
    assert.deepEqual(await answerTo("check", { files: [main] }), []);
    desk.take({ kind: "text", file: load, text: undefined });
    const found = await answerTo<unknown[]>("check", { files: [main] });
    assert.equal(found.length, 1);
  });

  it("is silent where a comment in an unsaved text disables the rule", async () => {
    desk.take({
      kind: "text",
      file: main,
      text: twoFiles["main.ts"].replace(
        "    await load",
        "    // eslint-disable-next-line cosmos-session/require-session-token -- a cache\n    await load",
      ),
    });
    assert.deepEqual(await answerTo("check", { files: [main] }), []);
    desk.take({ kind: "text", file: main, text: undefined });
  });

  it("offers an edit that crosses the files on the way", async () => {
    const [finding] = await answerTo<EditorFinding[]>("check", {
      files: [main],
    });
    const [offer] = await answerTo<Offer[]>("offers", {
      file: main,
      identity: finding!.identity,
    });
    assert.equal(offer?.kind, "edits");
    assert.deepEqual(
      offer.files.map(({ file }) => path.basename(file)),
      ["load.ts", "main.ts"],
    );
  });

  it("tells of each handler its queue and how its reads are judged", async () => {
    const [handler] = await answerTo<HandlerSummary[]>("handlers", {
      file: main,
    });
    assert.equal(handler?.name, "orders");
    assert.deepEqual(
      handler.reads.map(({ verdict }) => verdict),
      ["unprotected"],
    );
  });

  it("mends everything in memory and leaves its own texts as they were", async () => {
    const mended = await answerTo<Mended>("mend", { files: [main, load] });
    assert.equal(mended.mended, 1);
    assert.deepEqual(mended.left, []);
    assert.deepEqual(
      mended.files.map(({ file }) => path.basename(file)),
      ["load.ts", "main.ts"],
    );
    const found = await answerTo<unknown[]>("check", { files: [main] });
    assert.equal(found.length, 1);
  });

  it("gives a question up when it is cancelled", async () => {
    const answer = ask("check", { files: [main] });
    desk.take({ kind: "cancel", id: nextId - 1 });
    const message = await answer;
    assert.equal(message.kind, "failed");
  });

  it("has nothing to say of a file outside of the workspace", async () => {
    const outside = path.join(path.dirname(folder), "elsewhere.ts");
    assert.deepEqual(await answerTo("check", { files: [outside] }), []);
  });

  it("names a setting that it does not know, and uses the rest", async () => {
    said.length = 0;
    configure({ ignoreContainer: [], ignoreContainers: ["orders"] });
    assert.match(JSON.stringify(said), /ignoreContainers/);
    assert.deepEqual(await answerTo("check", { files: [main] }), []);
    configure();
  });
});
