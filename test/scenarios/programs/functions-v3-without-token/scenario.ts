import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects: "A function of the older model, declared in a function.json.",
  config: orders,
  producer: "orders",
  host: "functions",
  reads: [
    {
      file: "Ship/index",
      call: "item.read",
      says: "unprotected",
      sees: "stale",
    },
  ],
};
export default scenario;
