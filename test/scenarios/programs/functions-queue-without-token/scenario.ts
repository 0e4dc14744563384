import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "A function on a queue gets the body only; the token is in its metadata.",
  config: orders,
  producer: "orders",
  host: "functions",
  reads: [
    { file: "consumer", call: "item.read", says: "unprotected", sees: "stale" },
  ],
};
export default scenario;
