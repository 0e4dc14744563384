import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "The range of the order is split after the write; its token is still honoured, and its lack still felt.",
  config: orders,
  producer: "oneOrder",
  async play({ lab, consume, produce, until }) {
    await produce();
    lab.control.split({ container: "shop/orders", range: "0" });
    consume();
    await until("the message is settled", (log) =>
      log.some(({ operation }) => operation === "complete"),
    );
  },
  reads: [
    { file: "consumer", call: "item.read", says: "unprotected", sees: "stale" },
  ],
};
export default scenario;
