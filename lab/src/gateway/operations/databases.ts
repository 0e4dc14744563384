import type { Account } from "../account/Account.ts";
import { hasThroughput, readThroughput } from "../account/Offers.ts";
import { checkName } from "../account/readDefinition.ts";
import { databaseResource } from "../account/resources.ts";
import { parseItem } from "../items/checkItem.ts";
import { feedAnswer, queryAnswer, type Resource } from "../feedAnswer.ts";
import { jsonAnswer } from "../jsonAnswer.ts";
import { isTrue, type Operation } from "../Operation.ts";

export const createDatabase: Operation = {
  name: "databases.create",
  kind: "other",
  method: "POST",
  path: "/dbs",
  run({ account, body, headers }) {
    const id = checkName(parseItem(body)["id"], "database");
    const hasOffer = hasThroughput(headers);
    if (hasOffer) readThroughput(headers);
    const database = account.createDatabase(id);
    if (hasOffer) account.offers.add(database, headers);
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
    account.deleteDatabase(ids[0]!);
    return { status: 204 };
  },
};

export const listDatabases: Operation = {
  name: "databases.readAll",
  kind: "other",
  method: "GET",
  path: "/dbs",
  run: (request) => feedAnswer(request, "", "Databases", all(request.account)),
};

export const queryDatabases: Operation = {
  name: "databases.query",
  kind: "other",
  method: "POST",
  path: "/dbs",
  when: (headers) => isTrue(headers["x-ms-documentdb-isquery"]),
  run: (request) => queryAnswer(request, "", "Databases", all(request.account)),
};

function all(account: Account): readonly Resource[] {
  return [...account.databases.values()].map(databaseResource);
}
