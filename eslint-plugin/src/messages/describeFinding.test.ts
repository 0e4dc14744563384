import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "mocha";
import type { Finding, Frame, HandlerInfo } from "../analysis/finding.ts";
import { describeFinding } from "./describeFinding.ts";
import { texts } from "./texts.ts";

const start = { line: 8, column: 4 };
const place = (file: string) => ({
  file,
  span: { start: 0, end: 1 },
  start,
  end: start,
});

function frame(file: string, line: number): Frame {
  return {
    file,
    name: "",
    fn: { start: 0, end: 1 },
    call: place(file),
    callee: { line, column: 0 },
  };
}

const handler: HandlerInfo = {
  shape: "app.serviceBusQueue",
  file: "/p/src/a.ts",
  name: "orders",
  entity: "orders",
  fn: { start: 0, end: 1 },
  start,
  message: { kind: "message", parameter: 0, isBatch: false },
};

const finding: Finding = {
  rule: "require-session-token",
  messageId: "missing",
  data: {},
  place: place("/p/src/a.ts"),
  path: [frame("/p/src/a.ts", 8)],
  handler,
  read: {
    call: "item.read",
    text: "orders.item(…).read()",
    place: place("/p/src/a.ts"),
    optionsIndex: 0,
    container: "orders",
    containerKey: "orders",
    ownTokenExists: false,
    consistencyLevel: undefined,
  },
  otherHandlers: 0,
  otherPaths: [],
  identity: "test",
  dependsOn: [],
};

function textOf(
  change: Partial<Finding>,
  {
    cwd = "/p",
    system = path.posix,
    tokenProperty = "cosmosSessionToken",
  } = {},
): string {
  return describeFinding(
    { ...finding, ...change },
    { cwd, system, tokenProperty },
  ).text;
}

function lost(
  messageId: string,
  data: Record<string, string>,
  change: Partial<Finding> = {},
): string {
  return describeFinding(
    {
      rule: "no-lost-session-token",
      messageId,
      data,
      place: finding.place,
      path: finding.path,
      otherHandlers: 0,
      otherPaths: [],
      identity: "test",
      dependsOn: [],
      ...change,
    },
    { cwd: "/p", system: path.posix, tokenProperty: "cosmosSessionToken" },
  ).text;
}

describe("what a finding says", () => {
  it("a read in the handler", () => {
    assert.equal(
      textOf({}),
      '`orders.item(…).read()` runs in the handler of queue "orders" without the session token that came with the message. Cosmos DB may then answer with an older state than the sender of the message wrote, or that the item does not exist. Pass the message\'s `cosmosSessionToken` to it as `sessionToken`.',
    );
  });

  it("a read in a helper of the same file shows the way, and no command is needed", () => {
    assert.match(
      textOf({ path: [frame("/p/src/a.ts", 8), frame("/p/src/a.ts", 20)] }),
      /^`orders\.item\(…\)\.read\(\)` is reached from the handler of queue "orders" \(src\/a\.ts:8 -> src\/a\.ts:20\) and runs without .+ on to it as `sessionToken`\.$/,
    );
  });

  it("a read in another file names the command", () => {
    assert.match(
      textOf({ path: [frame("/p/src/a.ts", 8), frame("/p/b/b.ts", 20)] }),
      /\(src\/a\.ts:8 -> b\/b\.ts:20\).+; `npx cosmos-session fix` does it in all files on the way\.$/,
    );
  });

  it("paths have slashes on Windows, also out of the working directory; another drive is named", () => {
    const path_ = (files: string[]) =>
      textOf(
        {
          place: place("C:\\p\\src\\a.ts"),
          path: files.map((file) => frame(file, 1)),
        },
        { cwd: "C:\\p", system: path.win32 },
      );
    assert.match(
      path_(["C:\\p\\src\\a.ts", "C:\\lib\\b.ts", "D:\\c.ts"]),
      /\(src\/a\.ts:1 -> \.\.\/lib\/b\.ts:1 -> D:\/c\.ts:1\)/,
    );
  });

  it("further handlers are counted", () => {
    assert.match(
      textOf({ otherHandlers: 1 }),
      /handler of queue "orders" and 1 more handler without/,
    );
    assert.match(textOf({ otherHandlers: 2 }), /and 2 more handlers without/);
  });

  it("a handler goes by its queue or topic, else by its name, else by its shape", () => {
    const named = (change: Partial<HandlerInfo>): string =>
      textOf({ handler: { ...handler, ...change } });
    assert.match(
      named({ shape: "app.serviceBusTopic" }),
      /in the handler of topic "orders" /,
    );
    assert.match(named({ shape: "subscribe" }), /in the handler of "orders" /);
    assert.match(
      named({ entity: undefined, name: "OrderConsumer.handle" }),
      /in the message handler `OrderConsumer\.handle` /,
    );
    assert.match(
      named({ entity: undefined, name: "", shape: "receiveMessages" }),
      /in the `receiveMessages` handler /,
    );
  });

  it("where nobody knows how the queue carries properties, none is named, and no command that could not help", () => {
    assert.match(
      textOf({
        path: [frame("/p/src/a.ts", 8), frame("/p/src/b.ts", 20)],
        handler: {
          ...handler,
          message: { kind: "other", parameter: 0, isBatch: false },
        },
      }),
      /^This call leads .+ Hand the token that the message brings on to that read as `sessionToken`\.$/,
    );
  });

  it("an input binding names its place and says to read through the SDK", () => {
    const { read } = finding;
    assert.match(
      textOf({
        read: {
          ...read!,
          call: "input-binding",
          text: "orders",
          container: undefined,
          binding: { file: "/p/consume/function.json", line: 12 },
        },
      }),
      /^The Cosmos DB input binding "orders" \(consume\/function\.json:12\) is read before the handler of queue "orders" runs, and an input binding takes no session token\. .+ through the SDK, @azure\/cosmos, with the message's `cosmosSessionToken` as `sessionToken`\.$/,
    );
  });

  it("the property has the name that the settings give it", () => {
    assert.match(
      textOf({}, { tokenProperty: "tok" }),
      /Pass the message's `tok` to it/,
    );
  });

  it("a level at which the token has no effect", () => {
    assert.equal(
      textOf({
        rule: "require-session-consistency",
        messageId: "noEffect",
        read: { ...finding.read!, consistencyLevel: "Eventual" },
      }),
      '`orders.item(…).read()` passes a session token but asks for the consistency level "Eventual". At this level Cosmos DB pays no regard to the token, so the read may still answer with an older state. Set `consistencyLevel: "Session"` on this read, or leave the level out.',
    );
  });

  it("each way to lose a token says where the token is, or what to do instead", () => {
    assert.match(
      lost("noSuchProperty", { call: "item.create" }),
      /^The answer of `item\.create` has no `sessionToken`: .+ `headers\["x-ms-session-token"\]`\.$/,
    );
    assert.match(
      lost("answerLosesToken", { call: "items.query" }),
      /answer of `items\.query`: this is always `undefined`\. Read page by page with `fetchNext\(\)`/,
    );
    assert.match(
      lost("answerLosesToken", { call: "items.bulk" }),
      /`items\.executeBulkOperations` gives one in each result/,
    );
    assert.match(
      lost("wrongArgument", { call: "items.query", index: "1" }),
      /stands in argument 1 of `items\.query`.+the options, argument 2: `\{ sessionToken \}`\.$/,
    );
    assert.match(
      lost("wrongArgument", { call: "item.read", index: "2" }),
      /the options, argument 1:/,
    );
    assert.match(
      lost("wrongKey", { call: "item.read", key: "session_token" }),
      /^`item\.read` has no option `session_token`, .+ Name the option `sessionToken`\.$/,
    );
    assert.match(
      lost("overwritten", { call: "item.read", by: "spread" }),
      /overwritten by the spread behind it before .+ Put `sessionToken` behind the spread\.$/,
    );
    assert.match(
      lost("overwritten", { call: "item.read", by: "assignment" }),
      /overwritten by a later value before .+ Set `sessionToken` last\.$/,
    );
    assert.match(
      lost("stringified", { call: "item.read" }),
      /quotation marks around the session token, so `item\.read` sends/,
    );
    assert.match(
      lost("textOfUndefined", { call: "item.read" }),
      /becomes the text "undefined", and `item\.read` sends that/,
    );
    assert.match(
      lost("serviceBusSession", { call: "item.read" }),
      /applicationProperties\.cosmosSessionToken`\.$/,
    );
    assert.match(
      lost("replacesNewer", {}, { read: finding.read! }),
      /before `item\.read`, and may now read back less/,
    );
  });

  it("no text keeps a hole", () => {
    for (const [rule, byId] of Object.entries(texts)) {
      for (const messageId of Object.keys(byId)) {
        const { text } = describeFinding(
          {
            ...finding,
            rule: rule as Finding["rule"],
            messageId,
            data: { call: "c", index: "1", key: "k", by: "spread" },
          },
          { cwd: "/p", system: path.posix, tokenProperty: "t" },
        );
        assert.doesNotMatch(text, /\{\{|\}\}/, `${rule} ${messageId}`);
      }
    }
  });
});
