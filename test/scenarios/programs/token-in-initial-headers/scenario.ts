import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects: "The token goes out as a header.",
  config: orders,
  producer: "orders",
  reads: [
    { file: "consumer", call: "item.read", says: "protected", sees: "fresh" },
  ],
};
export default scenario;
