import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects: "What is not in the cache is read and kept: one stale read stays.",
  config: orders,
  producer: "orders",
  reads: [
    { file: "cache", call: "item.read", says: "unprotected", sees: "stale" },
  ],
};
export default scenario;
