import type { IncomingHttpHeaders } from "node:http";
import type { Database } from "../account/Account.ts";
import type { Container } from "../account/Container.ts";
import { rangesFor } from "../account/Offers.ts";
import { readDefinition } from "../account/readDefinition.ts";
import { containerResource } from "../account/resources.ts";
import { parseItem } from "../items/checkItem.ts";
import { feedAnswer, queryAnswer, type Resource } from "../feedAnswer.ts";
import { headerText } from "../http/headerText.ts";
import { jsonAnswer } from "../jsonAnswer.ts";
import { isTrue, type Operation } from "../Operation.ts";
import { ServiceError } from "../ServiceError.ts";

export const createContainer: Operation = {
  name: "containers.create",
  kind: "other",
  method: "POST",
  path: "/dbs/*/colls",
  run(request) {
    const { account, ids, body, headers } = request;
    const database = account.database(ids[0]!);
    const definition = readDefinition(parseItem(body), {
      mayHaveNoKey: isBeforeKeys(headers),
    });
    const container = account.createContainer(
      database,
      definition,
      rangesFor(headers),
      headers,
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
  run({ account, ids, headers }) {
    const container = account.container(ids[0]!, ids[1]!);
    return jsonAnswer(200, containerResource(container), {
      ...(isTrue(headers["x-ms-documentdb-populatequotainfo"]) &&
        quotaOf(container)),
      etag: container.etag,
      "x-ms-alt-content-path": headerText(`dbs/${container.database}`),
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

/** Kilobytes: 10 GB, as the REST reference shows it ("Get a Collection"). */
const QUOTA =
  "documentSize=10240;documentsSize=10485760;documentsCount=-1;collectionSize=10485760;";

/** What `populateQuotaInfo` asks for. Indexes are always up to date here. */
function quotaOf({ data }: Container): Record<string, string | number> {
  const count = data.ranges.reduce((sum, { store }) => sum + store.live, 0);
  return {
    "x-ms-resource-quota": QUOTA,
    "x-ms-resource-usage": `documentsCount=${count};`,
    "x-ms-documentdb-collection-index-transformation-progress": 100,
  };
}

/** From this version of the REST API on, each container has a key. */
function isBeforeKeys(headers: IncomingHttpHeaders): boolean {
  const version = headers["x-ms-version"];
  return typeof version === "string" && version < "2018-12-31";
}
