import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "Messages are put aside and fetched again by their numbers; the read comes then, still too early.",
  config: orders,
  producer: "oneOrder",
  async play({ consume, produce, until }) {
    consume();
    await produce();
    await until("the deferred message is settled", (log) =>
      log.some(({ operation }) => operation === "complete"),
    );
  },
  reads: [
    { file: "consumer", call: "item.read", says: "unprotected", sees: "stale" },
  ],
};
export default scenario;
