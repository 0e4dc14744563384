import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "The first handler gives up; the one for dead letters reads what the message speaks of.",
  config: orders,
  producer: "orders",
  async play({ consume, produce, until }) {
    consume();
    await produce();
    await until(
      "both dead letters are settled",
      (log) =>
        log.filter(({ operation }) => operation === "complete").length === 2,
    );
  },
  reads: [
    { file: "consumer", call: "item.read", says: "unprotected", sees: "stale" },
  ],
};
export default scenario;
