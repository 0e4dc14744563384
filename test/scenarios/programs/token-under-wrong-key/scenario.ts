import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects: "The option is called sessionToken, not session.",
  config: orders,
  producer: "orders",
  reads: [
    { file: "consumer", call: "item.read", says: "unprotected", sees: "stale" },
  ],
};
export default scenario;
