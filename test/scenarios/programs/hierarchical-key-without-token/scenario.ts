import type { Scenario } from "../../harness/Scenario.ts";
import { shop } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects: "The container has a key of two parts.",
  config: shop([{ id: "visits", partitionKey: ["/tenant", "/user"] }]),
  reads: [
    { file: "consumer", call: "item.read", says: "unprotected", sees: "stale" },
  ],
};
export default scenario;
