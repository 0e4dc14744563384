import { definitionOperations } from "./definitionOperations.ts";
import { scriptBody } from "./scriptBody.ts";

/** Kept and handed back; the lab runs none of them. */
export const userDefinedFunctions = definitionOperations({
  what: "user-defined function",
  name: "userDefinedFunction",
  listName: "UserDefinedFunctions",
  path: "/dbs/*/colls/*/udfs",
  ownerOf: ({ account, ids }) => account.container(ids[0]!, ids[1]!),
  check: (sent) => ({ body: scriptBody(sent) }),
});
