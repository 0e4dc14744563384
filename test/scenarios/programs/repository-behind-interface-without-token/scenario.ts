import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects: "The service knows only an interface; its one implementation reads.",
  config: orders,
  producer: "orders",
  reads: [
    {
      file: "cosmosOrders",
      call: "item.read",
      says: "unprotected",
      sees: "stale",
    },
  ],
};
export default scenario;
