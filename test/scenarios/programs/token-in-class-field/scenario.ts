import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "The handler makes an object for each message, which keeps the token in a field.",
  config: orders,
  producer: "orders",
  reads: [
    { file: "shipment", call: "item.read", says: "protected", sees: "fresh" },
  ],
};
export default scenario;
