import type { Row } from "../Row.ts";
import { accountRows } from "./account.ts";
import { behaviourRows } from "./behaviour.ts";
import { containerRows } from "./containers.ts";
import { databaseRows } from "./databases.ts";
import { itemRows } from "./items.ts";
import { queryRows } from "./queries.ts";
import { scriptRows } from "./scripts.ts";
import { userRows } from "./users.ts";

export const rows: readonly Row[] = [
  ...accountRows,
  ...databaseRows,
  ...containerRows,
  ...itemRows,
  ...queryRows,
  ...behaviourRows,
  ...userRows,
  ...scriptRows,
];
