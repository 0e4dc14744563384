// Every operation that the gateway knows. The table of supported operations in FIDELITY.md is made of
// this list. Of those with one method and path, the first whose `when` holds is taken.
import type { Operation } from "../Operation.ts";
import {
  createContainer,
  deleteContainer,
  listContainers,
  readContainer,
} from "./containers.ts";
import { createItem } from "./createItem.ts";
import {
  createDatabase,
  deleteDatabase,
  listDatabases,
  readDatabase,
} from "./databases.ts";
import { deleteItem } from "./deleteItem.ts";
import { readAccount } from "./readAccount.ts";
import { readItem } from "./readItem.ts";
import { readPartitionKeyRanges } from "./readPartitionKeyRanges.ts";
import { replaceItem } from "./replaceItem.ts";
import { upsertItem } from "./upsertItem.ts";

export const operations: readonly Operation[] = [
  readAccount,
  createDatabase,
  readDatabase,
  deleteDatabase,
  listDatabases,
  createContainer,
  readContainer,
  deleteContainer,
  listContainers,
  readPartitionKeyRanges,
  upsertItem,
  createItem,
  readItem,
  replaceItem,
  deleteItem,
];
