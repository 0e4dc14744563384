/**
 * `@azure/cosmos` as data: which calls read and write items, where their options stand, and where the answer
 * bears its token. Measured with 3.17.3, 4.0.0, 4.9.3 and 4.10.1 unless a row says otherwise.
 */
import type { CallRow, SdkMember, SdkType } from "./types.ts";

export const COSMOS_MODULE = "@azure/cosmos";
export const TOKEN_HEADER = "x-ms-session-token";

/** Exported classes and interfaces, by the name a program imports. */
export const COSMOS_TYPES = new Set([
  "CosmosClient",
  "Database",
  "Databases",
  "Container",
  "Containers",
  "Item",
  "Items",
  "QueryIterator",
  "ItemResponse",
  "FeedResponse",
]);

const other: SdkMember = { is: "other" };

function read(
  name: string,
  options: number,
  gives: string,
  tokenIn: CallRow["tokenIn"],
  more?: Partial<CallRow>,
): CallRow {
  return { is: "read", name, options, gives, tokenIn, ...more };
}

function write(
  name: string,
  options: number,
  gives: string,
  tokenIn: CallRow["tokenIn"] = "headers",
): CallRow {
  return { is: "write", name, options, gives, tokenIn };
}

export const cosmosTypes: Readonly<Record<string, SdkType>> = {
  CosmosClient: {
    members: {
      database: { is: "factory", type: "Database", names: "database" },
      databases: { is: "property", type: "Databases" },
      getDatabaseAccount: other,
      dispose: other,
    },
  },
  Databases: {
    members: {
      createIfNotExists: {
        is: "factory",
        type: "DatabaseResponse",
        names: "database",
      },
      create: { is: "factory", type: "DatabaseResponse", names: "database" },
      readAll: other,
      query: other,
    },
  },
  DatabaseResponse: {
    members: {
      database: { is: "property", type: "Database" },
      resource: other,
    },
  },
  Database: {
    members: {
      container: { is: "factory", type: "Container", names: "container" },
      containers: { is: "property", type: "Containers" },
      client: { is: "property", type: "CosmosClient" },
      read: { is: "factory", type: "DatabaseResponse" },
      delete: other,
      readOffer: other,
      id: other,
    },
  },
  Containers: {
    members: {
      createIfNotExists: {
        is: "factory",
        type: "ContainerResponse",
        names: "container",
      },
      create: { is: "factory", type: "ContainerResponse", names: "container" },
      readAll: other,
      query: other,
    },
  },
  ContainerResponse: {
    members: {
      container: { is: "property", type: "Container" },
      resource: other,
    },
  },
  Container: {
    members: {
      item: { is: "factory", type: "Item" },
      items: { is: "property", type: "Items" },
      scripts: { is: "property", type: "Scripts" },
      database: { is: "property", type: "Database" },
      conflicts: other,
      // Metadata of the container, not items.
      read: { is: "factory", type: "ContainerResponse" },
      replace: other,
      delete: other,
      readOffer: other,
      readPartitionKeyDefinition: other,
      getPartitionKeyDefinition: other,
      deleteAllItemsForPartitionKey: write(
        "container.deleteAllItemsForPartitionKey",
        1,
        "WriteResponse",
      ),
      id: other,
      url: other,
    },
  },
  Scripts: {
    members: {
      storedProcedure: { is: "factory", type: "StoredProcedure" },
      storedProcedures: other,
    },
  },
  StoredProcedure: {
    members: {
      execute: write("storedProcedure.execute", 2, "WriteResponse"),
      read: other,
      replace: other,
      delete: other,
    },
  },
  Item: {
    members: {
      read: read("item.read", 0, "ItemResponse", "headers"),
      replace: write("item.replace", 1, "ItemResponse"),
      patch: write("item.patch", 1, "ItemResponse"),
      delete: write("item.delete", 0, "ItemResponse"),
      container: { is: "property", type: "Container" },
      id: other,
    },
  },
  Items: {
    members: {
      query: read("items.query", 1, "QueryIterator", "headers", { query: 0 }),
      readAll: read("items.readAll", 0, "QueryIterator", "headers"),
      changeFeed: read("items.changeFeed", 1, "ChangeFeed", "property"),
      readChangeFeed: read("items.readChangeFeed", 1, "ChangeFeed", "property"),
      // From 4.0.0 on.
      getChangeFeedIterator: read(
        "items.getChangeFeedIterator",
        0,
        "ChangeFeed",
        "property",
      ),
      create: write("items.create", 1, "ItemResponse"),
      upsert: write("items.upsert", 1, "ItemResponse"),
      batch: { ...write("items.batch", 2, "WriteResponse"), operations: 0 },
      bulk: {
        ...write("items.bulk", 2, "BulkResponse", "none"),
        operations: 0,
      },
      // From 4.4.1 on.
      executeBulkOperations: {
        ...write(
          "items.executeBulkOperations",
          1,
          "BulkOperations",
          "operations",
        ),
        operations: 0,
      },
      container: { is: "property", type: "Container" },
    },
  },
  QueryIterator: {
    members: {
      fetchAll: { is: "factory", type: "FetchAllResponse" },
      fetchNext: { is: "factory", type: "FeedResponse" },
      getAsyncIterator: { is: "factory", type: "FeedIterator" },
      hasMoreResults: other,
      reset: other,
    },
  },
  ChangeFeed: {
    members: {
      fetchNext: { is: "factory", type: "ChangeFeedResponse" },
      executeNext: { is: "factory", type: "ChangeFeedResponse" },
      readNext: { is: "factory", type: "ChangeFeedResponse" },
      getAsyncIterator: { is: "factory", type: "ChangeFeedIterator" },
      hasMoreResults: other,
    },
  },
  // What the answers hold is read in `analysis/`, by `tokenIn`.
  ItemResponse: { members: { item: { is: "property", type: "Item" } } },
  FeedResponse: { members: {} },
  FetchAllResponse: { members: {} },
  ChangeFeedResponse: { members: {} },
  WriteResponse: { members: {} },
  BulkResponse: { members: {} },
  BulkOperations: { members: {} },
  BulkOperation: {
    members: { response: { is: "property", type: "BulkOperationResponse" } },
  },
  BulkOperationResponse: { members: {} },
  AnswerHeaders: { members: {} },
  FeedIterator: { members: {} },
  ChangeFeedIterator: { members: {} },
};

/** Names of methods that read items. */
export const readMethods: ReadonlySet<string> = new Set(
  Object.values(cosmosTypes).flatMap(({ members }) =>
    Object.entries(members).flatMap(([name, row]) =>
      row.is === "read" ? [name] : [],
    ),
  ),
);

/** What a loop over these gives. */
export const iteratedAs: Readonly<Record<string, string>> = {
  FeedIterator: "FeedResponse",
  ChangeFeedIterator: "ChangeFeedResponse",
  BulkOperations: "BulkOperation",
};

/** Members that only a container has: enough to know one that came from out of sight. */
export const containerShapes: Readonly<Record<string, "property" | "call">> = {
  items: "property",
  item: "call",
};

/** Consistency levels at which a session token has no effect. */
export const LEVELS_WITHOUT_SESSION = new Set(["Eventual", "ConsistentPrefix"]);

/** Keys of an operation's type that make a batch or bulk call a read. */
export const READ_OPERATION = "Read";

/** Options that a request takes; any other key that sounds like a session token is a slip. */
export const REQUEST_OPTIONS = new Set([
  "sessionToken",
  "initialHeaders",
  "accessCondition",
  "consistencyLevel",
  "abortSignal",
  "partitionKey",
  "continuationToken",
  "continuation",
  "maxItemCount",
  "maxDegreeOfParallelism",
  "bufferItems",
  "populateQueryMetrics",
  "disableNonStreamingOrderByQuery",
  "enableScanInQuery",
  "forceQueryPlan",
  "useIncrementalFeed",
  "contentResponseOnWriteEnabled",
  "priorityLevel",
  "throughputBucket",
]);
