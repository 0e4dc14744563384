import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects: "With sdkBinding the function gets the message itself.",
  config: orders,
  producer: "orders",
  host: "functions",
  reads: [
    { file: "consumer", call: "item.read", says: "unprotected", sees: "stale" },
  ],
};
export default scenario;
