import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "The handler reads the order that the message speaks of without its token, two files away, and does not find it.",
  config: orders,
  producer: "orders",
  reads: [
    {
      file: "consumer/orderRepository",
      call: "item.read",
      says: "unprotected",
      sees: "stale",
    },
  ],
};
export default scenario;
