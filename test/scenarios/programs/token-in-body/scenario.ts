import type { Scenario } from "../../harness/Scenario.ts";
import { shop } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "As the project was founded on: the body carries the session token in SessionId.",
  config: shop([{ id: "people", partitionKey: "/id" }]),
  producer: "personWithSessionId",
  reads: [
    { file: "consumer", call: "item.read", says: "protected", sees: "fresh" },
  ],
};
export default scenario;
