import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { DEFAULT_SETTINGS, LAST_FUNCTION, parseSettings } from "./settings.ts";

/** The problems alone; the text after `settings["cosmos-session"]`. */
function problemsOf(raw: unknown): string[] {
  return parseSettings(raw).problems.map((problem) => {
    assert.ok(problem.startsWith('settings["cosmos-session"]'), problem);
    return problem.slice('settings["cosmos-session"]'.length);
  });
}

describe("settings", () => {
  it("without settings everything has its default", () => {
    assert.deepEqual(parseSettings(undefined), {
      settings: DEFAULT_SETTINGS,
      problems: [],
    });
    assert.deepEqual(parseSettings({}), {
      settings: DEFAULT_SETTINGS,
      problems: [],
    });
  });

  it("takes every setting as documented", () => {
    assert.deepEqual(
      parseSettings({
        presets: ["event-hubs", "dapr"],
        handlers: [
          {
            module: "@azure/functions",
            call: "app.http",
            handler: "1.handler",
          },
          { call: "router.post", handler: "last" },
          {
            call: "consumer.run",
            handler: "0.eachBatch",
            message: 1,
            batch: true,
          },
          { call: "on", handler: 1 },
          { trigger: "httpTrigger" },
        ],
        ignoreContainers: ["audit"],
        style: "helper",
        tokenProperty: "sessionToken",
        fingerprint: "abc",
      }),
      {
        settings: {
          presets: ["event-hubs", "dapr"],
          handlers: [
            {
              module: "@azure/functions",
              call: "app.http",
              argument: 1,
              property: "handler",
              message: 0,
              batch: false,
            },
            {
              module: undefined,
              call: "router.post",
              argument: LAST_FUNCTION,
              property: undefined,
              message: 0,
              batch: false,
            },
            {
              module: undefined,
              call: "consumer.run",
              argument: 0,
              property: "eachBatch",
              message: 1,
              batch: true,
            },
            {
              module: undefined,
              call: "on",
              argument: 1,
              property: undefined,
              message: 0,
              batch: false,
            },
            { trigger: "httpTrigger" },
          ],
          ignoreContainers: ["audit"],
          style: "helper",
          tokenProperty: "sessionToken",
          fingerprint: "abc",
        },
        problems: [],
      },
    );
  });

  it("names an unknown key and the one that was probably meant", () => {
    assert.deepEqual(problemsOf({ preset: [], wibble: 1 }), [
      ' has no setting "preset". Did you mean "presets"?',
      ' has no setting "wibble". Known are "presets", "handlers", "ignoreContainers", "style", "tokenProperty", "fingerprint".',
    ]);
  });

  it("keeps a handler that has an unknown key beside all it needs", () => {
    const { settings, problems } = parseSettings({
      handlers: [
        { call: "app.http", handler: "1.handler", modul: "@azure/functions" },
      ],
    });
    assert.equal(settings.handlers.length, 1);
    assert.deepEqual(problems, [
      'settings["cosmos-session"].handlers[0] has no setting "modul". Did you mean "module"?',
    ]);
  });

  it("says what an absurd value should have been, and keeps the rest", () => {
    assert.deepEqual(
      problemsOf({
        presets: ["eventhubs", 7],
        handlers: [
          "app.http",
          { call: "app.http()", handler: "1.handler" },
          { call: "app.http" },
          { call: "app.http", handler: "handler" },
          {
            call: "app.http",
            handler: "1",
            message: -1,
            batch: "yes",
            module: "",
          },
          { trigger: "httpTrigger", handler: "1" },
          { trigger: "" },
        ],
        ignoreContainers: "audit",
        style: "inlined",
        tokenProperty: "two words",
        fingerprint: () => "late",
      }),
      [
        '.presets[0] is "eventhubs": expected one of "event-hubs", "storage-queues", "event-grid", "durable-activities", "dapr". Did you mean "event-hubs"?',
        '.presets[1] is 7: expected one of "event-hubs", "storage-queues", "event-grid", "durable-activities", "dapr".',
        '.handlers[0] is "app.http": expected { module: "@azure/functions", call: "app.http", handler: "1.handler" } or { trigger: "httpTrigger" }.',
        '.handlers[1].call is "app.http()": expected the called name as it is written, without arguments, such as "app.http" or "consumer.on".',
        '.handlers[2].handler is missing: expected the index of the argument that is the function ("1"), with its property where the function sits in an object ("1.handler"), or "last" for the last argument that is a function.',
        '.handlers[3].handler is "handler": expected the index of the argument that is the function ("1"), with its property where the function sits in an object ("1.handler"), or "last" for the last argument that is a function.',
        '.handlers[4].module is "": expected the name of a package, such as "@azure/functions", or leave it out.',
        ".handlers[4].message is -1: expected the index of the parameter that is the message, 0 for the first.",
        '.handlers[4].batch is "yes": expected true when the parameter is an array of messages, else false.',
        '.handlers[5] has both "trigger" and "handler": a trigger of function.json has its function beside it. Make two entries of it.',
        '.handlers[6].trigger is "": expected the type of a binding in function.json, such as "httpTrigger".',
        '.ignoreContainers is "audit": expected an array. Put [ ] around it.',
        '.style is "inlined": expected one of "inline", "helper", "ambient". Did you mean "inline"?',
        '.tokenProperty is "two words": expected the name of a message property without spaces, such as "cosmosSessionToken".',
        ".fingerprint is a function: expected the text that plugin.fingerprint(import.meta.dirname) returns.",
      ],
    );
  });

  it("settings that are no object are answered, not thrown at", () => {
    assert.deepEqual(problemsOf("strict"), [
      ' is "strict": expected an object such as { presets: ["event-hubs"] }.',
    ]);
    assert.deepEqual(problemsOf([]), [
      ' is an empty array: expected an object such as { presets: ["event-hubs"] }.',
    ]);
    const circular: Record<string, unknown> = {};
    circular["handlers"] = [circular];
    assert.deepEqual(
      problemsOf(circular).map((problem) => problem.split(":")[0]),
      [
        '.handlers[0] has no setting "handlers". Did you mean "handler"?',
        ".handlers[0].call is missing",
        ".handlers[0].handler is missing",
      ],
    );
    const throwing = Object.defineProperty({}, "style", {
      enumerable: true,
      get() {
        throw new Error("no");
      },
    });
    assert.deepEqual(problemsOf(throwing), [
      " cannot be read: Error: no. Write it as plain data.",
    ]);
  });

  it("equal settings are one object, so that nothing is analysed twice", () => {
    const first = parseSettings({ presets: ["dapr"] });
    assert.equal(parseSettings({ presets: ["dapr"] }), first);
    assert.notEqual(parseSettings({ presets: ["event-grid"] }), first);
  });
});
