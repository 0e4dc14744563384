import type { Database } from "../account/Account.ts";
import { readDefinition } from "../account/readDefinition.ts";
import { containerResource } from "../account/resources.ts";
import { parseItem } from "../items/checkItem.ts";
import { feedAnswer, queryAnswer, type Resource } from "../feedAnswer.ts";
import { jsonAnswer } from "../jsonAnswer.ts";
import { isTrue, type Operation } from "../Operation.ts";
import { ServiceError } from "../ServiceError.ts";

export const createContainer: Operation = {
  name: "containers.create",
  kind: "other",
  method: "POST",
  path: "/dbs/*/colls",
  run(request) {
    const { account, ids, body } = request;
    const database = account.database(ids[0]!);
    const definition = readDefinition(parseItem(body));
    const container = account.createContainer(
      database,
      definition,
      1,
      request.headers,
    );
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
    account.deleteContainer(ids[0]!, ids[1]!);
    return { status: 204 };
  },
};

export const replaceContainer: Operation = {
  name: "container.replace",
  kind: "other",
  method: "PUT",
  path: "/dbs/*/colls/*",
  run({ account, ids, body }) {
    const container = account.container(ids[0]!, ids[1]!);
    const sent = readDefinition(parseItem(body));
    const { definition } = container;
    for (const name of ["id", "partitionKey", "uniqueKeyPolicy"] as const) {
      const isSame =
        sent[name] === undefined ||
        JSON.stringify(sent[name]) === JSON.stringify(definition[name]);
      if (isSame) continue;
      throw new ServiceError(
        400,
        `"${name}" of container "${container.name}" cannot be changed; make a new container.`,
      );
    }
    container.definition = { ...definition, ...sent };
    container.etag = account.nextEtag();
    container.ts = account.timestamp();
    const { etag } = container;
    return jsonAnswer(200, containerResource(container), { etag });
  },
};

export const listContainers: Operation = {
  name: "containers.readAll",
  kind: "other",
  method: "GET",
  path: "/dbs/*/colls",
  run(request) {
    const database = request.account.database(request.ids[0]!);
    const { rid } = database;
    return feedAnswer(request, rid, "DocumentCollections", all(database));
  },
};

export const queryContainers: Operation = {
  name: "containers.query",
  kind: "other",
  method: "POST",
  path: "/dbs/*/colls",
  when: (headers) => isTrue(headers["x-ms-documentdb-isquery"]),
  run(request) {
    const database = request.account.database(request.ids[0]!);
    const { rid } = database;
    return queryAnswer(request, rid, "DocumentCollections", all(database));
  },
};

function all(database: Database): readonly Resource[] {
  return [...database.containers.values()].map(containerResource);
}
