import { definitionOperations } from "./definitionOperations.ts";
import { scriptBody } from "./scriptBody.ts";

/** Kept and handed back; the lab runs none of them. */
export const storedProcedures = definitionOperations({
  what: "stored procedure",
  name: "storedProcedure",
  listName: "StoredProcedures",
  path: "/dbs/*/colls/*/sprocs",
  ownerOf: ({ account, ids }) => account.container(ids[0]!, ids[1]!),
  check: (sent) => ({ body: scriptBody(sent) }),
});
