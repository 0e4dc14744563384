import type { Item } from "../query/Query.ts";
import { ServiceError } from "../ServiceError.ts";
import { definitionOperations } from "./definitionOperations.ts";
import { scriptBody } from "./scriptBody.ts";

// As the documentation spells them ("Triggers" of the REST API); the SDK's constants are in lower case
// (3.17.3 to 4.10.1). Kept as they were sent.
const types = ["Pre", "Post"];
const operations = ["All", "Create", "Update", "Delete", "Replace"];

/** Kept and handed back; the lab runs none of them. */
export const triggers = definitionOperations({
  what: "trigger",
  name: "trigger",
  listName: "Triggers",
  path: "/dbs/*/colls/*/triggers",
  ownerOf: ({ account, ids }) => account.container(ids[0]!, ids[1]!),
  check: (sent) => ({
    body: scriptBody(sent),
    triggerType: oneOf(types, sent, "triggerType"),
    triggerOperation: oneOf(operations, sent, "triggerOperation"),
  }),
});

function oneOf(known: readonly string[], sent: Item, name: string): unknown {
  const value = String(sent[name]).toLowerCase();
  if (known.some((one) => one.toLowerCase() === value)) return sent[name];
  throw new ServiceError(
    400,
    `The ${name} ${JSON.stringify(sent[name])} of a trigger is invalid; it is one of ${known.join(", ")}.`,
  );
}
