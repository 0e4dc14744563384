import type { Account } from "../account/Account.ts";
import { checkName } from "../account/readDefinition.ts";
import { databaseResource } from "../account/resources.ts";
import { parseItem } from "../items/checkItem.ts";
import { jsonAnswer } from "../jsonAnswer.ts";
import type { Operation } from "../Operation.ts";

export const createDatabase: Operation = {
  name: "databases.create",
  kind: "other",
  method: "POST",
  path: "/dbs",
  run({ account, body }) {
    const id = checkName(parseItem(body)["id"], "database");
    const database = account.createDatabase(id);
    return jsonAnswer(201, databaseResource(database), { etag: database.etag });
  },
};

export const readDatabase: Operation = {
  name: "database.read",
  kind: "other",
  method: "GET",
  path: "/dbs/*",
  run({ account, ids }) {
    const database = account.database(ids[0]!);
    return jsonAnswer(200, databaseResource(database), { etag: database.etag });
  },
};

export const deleteDatabase: Operation = {
  name: "database.delete",
  kind: "other",
  method: "DELETE",
  path: "/dbs/*",
  run({ account, ids }) {
    account.database(ids[0]!);
    account.databases.delete(ids[0]!);
    return { status: 204 };
  },
};

export const listDatabases: Operation = {
  name: "databases.readAll",
  kind: "other",
  method: "GET",
  path: "/dbs",
  run: ({ account }) => jsonAnswer(200, databaseFeed(account)),
};

function databaseFeed(account: Account): object {
  const databases = [...account.databases.values()].map(databaseResource);
  return { _rid: "", Databases: databases, _count: databases.length };
}
