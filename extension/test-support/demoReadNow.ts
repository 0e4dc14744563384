import type { ReadNowDetails } from "../panel/protocol.ts";
import { describeAnswers } from "../src/flows/readNow/describeAnswers.ts";

/** An item that only the read with the token saw whole, with a text that a page must not run. */
export const demoReadNow: ReadNowDetails = {
  state: "done",
  what: "shop/orders/A-1042 in Lab Cosmos DB",
  ...describeAnswers(
    {
      database: "shop",
      container: "orders",
      itemId: "A-1042",
      partitionKey: ["A-1042"],
      token: "0:-1#42",
      isCarried: true,
      isOnLab: true,
    },
    [undefined, "0:-1#42"].map((sent) => ({
      sent,
      result: {
        status: 200,
        subStatus: 0,
        served: sent ?? "0:-1#41",
        charge: 1,
        durationMs: sent === undefined ? 7.31 : 8.02,
        item: {
          id: "A-1042",
          customer: "<img src=x onerror=alert(1)>",
          lines: ["apples", "pears", "plums"],
          total: 12.5,
          state: sent === undefined ? "created" : "paid",
          paidAt: sent && "2026-11-27T14:02:07Z",
        },
      },
    })),
  ),
};
