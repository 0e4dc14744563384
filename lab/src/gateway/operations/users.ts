import { definitionOperations } from "./definitionOperations.ts";

export const users = definitionOperations({
  what: "user",
  name: "user",
  listName: "Users",
  path: "/dbs/*/users",
  ownerOf: ({ account, ids }) => account.database(ids[0]!),
  check: () => ({}),
  show: (kept) => ({ ...kept, _permissions: "permissions/" }),
});
