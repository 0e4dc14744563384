import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "A batch: each message keeps its own token, in a map by the id of its order.",
  config: orders,
  producer: "orders",
  reads: [
    { file: "consumer", call: "item.read", says: "protected", sees: "fresh" },
  ],
};
export default scenario;
