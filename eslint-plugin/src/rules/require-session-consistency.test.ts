import { requireSessionConsistency } from "./require-session-consistency.ts";
import { createRuleTester, inProject } from "./testProject.ts";

const read = (client: string, options: string): string =>
  `import { CosmosClient } from "@azure/cosmos";

const orders = new CosmosClient(${client}).database("shop").container("orders");

export async function findOrder(id: string, sessionToken: string) {
  return orders.item(id, id).read(${options});
}
`;

createRuleTester().run(
  "require-session-consistency",
  requireSessionConsistency,
  {
    valid: [
      {
        name: "a request that asks for Session on a client that asks for Eventual",
        ...inProject({
          "src/a.ts": read(
            `{ endpoint: "x", consistencyLevel: "Eventual" }`,
            `{ sessionToken, consistencyLevel: "Session" }`,
          ),
        }),
      },
      {
        name: "an Eventual read that passes no token: it wants none",
        ...inProject({
          "src/a.ts": read(`"x"`, `{ consistencyLevel: "Eventual" }`),
        }),
      },
    ],
    invalid: [
      {
        name: "the request asks for a level at which the token has no effect",
        ...inProject({
          "src/a.ts": read(
            `"x"`,
            `{ sessionToken, consistencyLevel: "Eventual" }`,
          ),
        }),
        errors: [
          {
            messageId: "noEffect",
            data: {
              read: "orders.item(…).read(…)",
              level: "Eventual",
              where: "",
            },
            line: 6,
            column: 10,
            endLine: 6,
            endColumn: 82,
            suggestions: [
              {
                messageId: "editInline",
                data: {
                  title:
                    "Ask for the consistency level `Session` in this read.",
                },
                output: read(
                  `"x"`,
                  `{ sessionToken, consistencyLevel: "Session" }`,
                ),
              },
            ],
          },
        ],
      },
      {
        name: "the client asks for it",
        ...inProject({
          "src/a.ts": read(
            `{ endpoint: "x", consistencyLevel: "ConsistentPrefix" }`,
            `{ sessionToken }`,
          ),
        }),
        errors: [
          {
            messageId: "noEffect",
            data: {
              read: "orders.item(…).read(…)",
              level: "ConsistentPrefix",
              where: "",
            },
            line: 6,
            column: 10,
            endLine: 6,
            endColumn: 52,
            suggestions: [
              {
                messageId: "editInline",
                data: {
                  title:
                    "Ask for the consistency level `Session` in this read.",
                },
                output: read(
                  `{ endpoint: "x", consistencyLevel: "ConsistentPrefix" }`,
                  `{ sessionToken, consistencyLevel: "Session" }`,
                ),
              },
            ],
          },
        ],
      },
    ],
  },
);
