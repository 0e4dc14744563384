import assert from "node:assert/strict";
import type { Container } from "@azure/cosmos";
import type { Row } from "../Row.ts";

/** What is the same of all three kinds of scripts in the SDK. */
interface Scripts {
  create(definition: object): Promise<Response>;
  query(query: object): { fetchAll(): Promise<{ resources: Resource[] }> };
  readAll(): { fetchAll(): Promise<{ resources: Resource[] }> };
}

interface Script {
  read(): Promise<Response>;
  replace(definition: object): Promise<Response>;
  delete(): Promise<Response>;
}

interface Resource {
  readonly id: string;
  readonly body: string;
  readonly _rid: string;
  readonly _etag: string;
}

interface Response {
  readonly statusCode: number;
  readonly resource?: Resource & Readonly<Record<string, unknown>>;
}

interface Kind {
  /** As the SDK names one of them, `trigger`. */
  readonly name: string;
  /** Besides id and body. */
  readonly more: Readonly<Record<string, string>>;
  readonly all: (container: Container) => Scripts;
  readonly one: (container: Container, id: string) => Script;
}

const kinds: readonly Kind[] = [
  {
    name: "storedProcedure",
    more: {},
    all: ({ scripts }) => scripts.storedProcedures as unknown as Scripts,
    one: ({ scripts }, id) => scripts.storedProcedure(id) as unknown as Script,
  },
  {
    name: "trigger",
    more: { triggerType: "pre", triggerOperation: "create" },
    all: ({ scripts }) => scripts.triggers as unknown as Scripts,
    one: ({ scripts }, id) => scripts.trigger(id) as unknown as Script,
  },
  {
    name: "userDefinedFunction",
    more: {},
    all: ({ scripts }) => scripts.userDefinedFunctions as unknown as Scripts,
    one: ({ scripts }, id) =>
      scripts.userDefinedFunction(id) as unknown as Script,
  },
];

const body = "function () { return 1; }";

const rowsOf = ({ name, more, all, one }: Kind): readonly Row[] => [
  {
    method: `${name}s.create`,
    does: "keeps the definition, and refuses a second of that name with 409",
    outcome: "works",
    async run({ container }) {
      const definition = { id: "s", body, ...more };
      const created = await all(container).create(definition);
      assert.equal(created.statusCode, 201);
      const { resource } = await one(container, "s").read();
      assert.deepEqual({ ...resource, ...definition }, resource);
      await assert.rejects(all(container).create(definition), { code: 409 });
    },
  },
  {
    method: `${name}s.readAll`,
    does: "lists those of this container",
    outcome: "works",
    async run({ container, newContainer }) {
      const other = await newContainer();
      await all(other).create({ id: "elsewhere", body, ...more });
      for (const id of ["a", "b"]) {
        await all(container).create({ id, body, ...more });
      }
      const { resources } = await all(container).readAll().fetchAll();
      assert.deepEqual(
        resources.map(({ id }) => id),
        ["a", "b"],
      );
    },
  },
  {
    method: `${name}s.query`,
    does: "finds one by its id",
    outcome: "works",
    async run({ container }) {
      for (const id of ["a", "b"]) {
        await all(container).create({ id, body, ...more });
      }
      const { resources } = await all(container)
        .query({
          query: "SELECT * FROM root r WHERE r.id = @id",
          parameters: [{ name: "@id", value: "b" }],
        })
        .fetchAll();
      assert.deepEqual(
        resources.map((found) => [found.id, found.body]),
        [["b", body]],
      );
    },
  },
  {
    method: `${name}.read`,
    does: "answers the definition, and 404 where there is none",
    outcome: "works",
    async run({ container }) {
      await all(container).create({ id: "s", body, ...more });
      const { statusCode, resource } = await one(container, "s").read();
      assert.deepEqual([statusCode, resource?.body], [200, body]);
      await assert.rejects(one(container, "none").read(), { code: 404 });
    },
  },
  {
    method: `${name}.replace`,
    does: "changes the definition; it stays the same resource",
    outcome: "works",
    async run({ container }) {
      const created = await all(container).create({ id: "s", body, ...more });
      const changed = { id: "s", body: "function () {}", ...more };
      await one(container, "s").replace(changed);
      const { resource } = await one(container, "s").read();
      assert.equal(resource?.body, "function () {}");
      assert.equal(resource._rid, created.resource?._rid);
      assert.notEqual(resource._etag, created.resource?._etag);
    },
  },
  {
    method: `${name}.delete`,
    does: "takes it away",
    outcome: "works",
    async run({ container }) {
      await all(container).create({ id: "s", body, ...more });
      assert.equal((await one(container, "s").delete()).statusCode, 204);
      await assert.rejects(one(container, "s").read(), { code: 404 });
      await assert.rejects(one(container, "s").delete(), { code: 404 });
    },
  },
];

/** What the lab has not: it must say so by name, in the service's form. */
function refused(promise: Promise<unknown>, what: string): Promise<void> {
  return assert.rejects(
    promise,
    (error: { code?: unknown; message: string }) =>
      error.code === 501 && error.message.includes(`The lab has no ${what}`),
  );
}

export const scriptRows: readonly Row[] = [
  ...kinds.flatMap(rowsOf),
  {
    method: "storedProcedure.execute",
    does: "names the engine that the lab has not",
    outcome: "error",
    async run({ container }) {
      const { scripts } = container;
      await scripts.storedProcedures.create({ id: "s", body });
      await refused(
        scripts.storedProcedure("s").execute("a"),
        "engine that runs stored procedures",
      );
    },
  },
  {
    method: "items.create({ preTriggerInclude })",
    does: "names the engine that the lab has not, and writes nothing",
    outcome: "error",
    async run({ container }) {
      await refused(
        container.items.create(
          { id: "1", pk: "a" },
          { preTriggerInclude: ["t"] },
        ),
        "engine that runs triggers",
      );
      assert.equal((await container.item("1", "a").read()).statusCode, 404);
    },
  },
  {
    method: "items.query (user-defined function)",
    does: "answers 400 that names the function",
    outcome: "error",
    async run({ container }) {
      await assert.rejects(
        container.items
          .query("SELECT VALUE udf.tax(c.total) FROM c", { partitionKey: "a" })
          .fetchAll(),
        (error: { code?: unknown; message: string }) =>
          error.code === 400 && error.message.includes("tax"),
      );
    },
  },
  {
    method: "database.readClientEncryptionKey",
    does: "names client encryption keys",
    outcome: "error",
    missing: { "3.17.3": "not there", "4.0.0": "not there" },
    async run({ database }) {
      await refused(
        database.readClientEncryptionKey("k"),
        "client encryption keys",
      );
    },
  },
];
