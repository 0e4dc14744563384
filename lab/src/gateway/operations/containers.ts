import type { Database } from "../account/Account.ts";
import { readDefinition } from "../account/readDefinition.ts";
import { containerResource } from "../account/resources.ts";
import { parseItem } from "../items/checkItem.ts";
import { jsonAnswer } from "../jsonAnswer.ts";
import type { Operation } from "../Operation.ts";

export const createContainer: Operation = {
  name: "containers.create",
  kind: "other",
  method: "POST",
  path: "/dbs/*/colls",
  run({ account, ids, body }) {
    const database = account.database(ids[0]!);
    const definition = readDefinition(parseItem(body));
    const container = account.createContainer(database, definition, 1);
    const { etag } = container;
    return jsonAnswer(201, containerResource(container), { etag });
  },
};

export const readContainer: Operation = {
  name: "container.read",
  kind: "other",
  method: "GET",
  path: "/dbs/*/colls/*",
  run({ account, ids }) {
    const container = account.container(ids[0]!, ids[1]!);
    return jsonAnswer(200, containerResource(container), {
      etag: container.etag,
      "x-ms-alt-content-path": `dbs/${container.database}`,
      // The database's, not the container's: so the SDK keeps no token of this answer.
      "x-ms-content-path": container.databaseRid,
    });
  },
};

export const deleteContainer: Operation = {
  name: "container.delete",
  kind: "other",
  method: "DELETE",
  path: "/dbs/*/colls/*",
  run({ account, ids }) {
    account.container(ids[0]!, ids[1]!);
    account.database(ids[0]!).containers.delete(ids[1]!);
    return { status: 204 };
  },
};

export const listContainers: Operation = {
  name: "containers.readAll",
  kind: "other",
  method: "GET",
  path: "/dbs/*/colls",
  run: ({ account, ids }) =>
    jsonAnswer(200, containerFeed(account.database(ids[0]!))),
};

function containerFeed(database: Database): object {
  const containers = [...database.containers.values()].map(containerResource);
  return {
    _rid: database.rid,
    DocumentCollections: containers,
    _count: containers.length,
  };
}
