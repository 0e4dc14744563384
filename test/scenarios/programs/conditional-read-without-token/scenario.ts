import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";
import { seedOrders } from "../../harness/seedOrders.ts";

const scenario: Scenario = {
  expects:
    "The handler asks whether its copy is still the newest, and a replica that is behind says yes.",
  config: orders,
  producer: "oneOrder",
  seed: seedOrders,
  reads: [
    { file: "consumer", call: "item.read", says: "unprotected", sees: "stale" },
  ],
};
export default scenario;
