import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects: "A query with the token of the message.",
  config: orders,
  producer: "orders",
  reads: [
    { file: "consumer", call: "items.query", says: "protected", sees: "fresh" },
  ],
};
export default scenario;
