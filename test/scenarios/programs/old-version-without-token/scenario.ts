import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";
import { seedOrders } from "../../harness/seedOrders.ts";

const scenario: Scenario = {
  expects:
    "The item is there already: the handler gets its old version, and nothing looks wrong.",
  config: orders,
  producer: "orders",
  seed: seedOrders,
  reads: [
    { file: "consumer", call: "item.read", says: "unprotected", sees: "stale" },
  ],
};
export default scenario;
