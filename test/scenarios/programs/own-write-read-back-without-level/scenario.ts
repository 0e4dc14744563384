import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "A client without a level reads back what it wrote: this SDK sends no token then, whatever the account says.",
  config: orders,
  producer: "orders",
  reads: [
    {
      file: "consumer",
      call: "item.read",
      says: "unprotected",
      sees: "stale",
    },
  ],
};
export default scenario;
