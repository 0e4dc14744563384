// Every operation that the gateway knows. The table of supported operations in FIDELITY.md is made of
// this list. Of those with one method and path, the first whose `when` holds is taken.
import type { Operation } from "../Operation.ts";
import { batch } from "./batch.ts";
import { bulk } from "./bulk.ts";
import * as conflicts from "./conflicts.ts";
import * as containers from "./containers.ts";
import { createItem } from "./createItem.ts";
import * as databases from "./databases.ts";
import { deleteItem } from "./deleteItem.ts";
import { deletePartitionKey } from "./deletePartitionKey.ts";
import * as offers from "./offers.ts";
import { permissions } from "./permissions.ts";
import { patchItem } from "./patchItem.ts";
import { queryItems } from "./queryItems.ts";
import { queryPlan } from "./queryPlan.ts";
import { readAccount } from "./readAccount.ts";
import { readChangeFeed } from "./readChangeFeed.ts";
import { readItem } from "./readItem.ts";
import { readPartitionKeyRanges } from "./readPartitionKeyRanges.ts";
import { replaceItem } from "./replaceItem.ts";
import { storedProcedures } from "./storedProcedures.ts";
import { triggers } from "./triggers.ts";
import { upsertItem } from "./upsertItem.ts";
import { userDefinedFunctions } from "./userDefinedFunctions.ts";
import { users } from "./users.ts";

export const operations: readonly Operation[] = [
  readAccount,
  databases.queryDatabases,
  databases.createDatabase,
  databases.readDatabase,
  databases.deleteDatabase,
  databases.listDatabases,
  containers.queryContainers,
  containers.createContainer,
  containers.readContainer,
  containers.replaceContainer,
  containers.deleteContainer,
  containers.listContainers,
  readPartitionKeyRanges,
  queryPlan,
  queryItems,
  batch,
  bulk,
  upsertItem,
  createItem,
  readItem,
  replaceItem,
  patchItem,
  deleteItem,
  deletePartitionKey,
  readChangeFeed,
  conflicts.listConflicts,
  conflicts.queryConflicts,
  conflicts.readConflict,
  conflicts.readConflictOddly,
  conflicts.deleteConflict,
  offers.listOffers,
  offers.queryOffers,
  offers.readOffer,
  offers.replaceOffer,
  ...users,
  ...permissions,
  ...storedProcedures,
  ...triggers,
  ...userDefinedFunctions,
];
