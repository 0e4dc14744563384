import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects: "The token travels as the application property and is passed.",
  config: orders,
  producer: "orders",
  reads: [
    { file: "consumer", call: "item.read", says: "protected", sees: "fresh" },
  ],
};
export default scenario;
