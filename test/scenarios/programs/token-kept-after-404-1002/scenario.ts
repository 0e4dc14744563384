import type { Scenario } from "../../harness/Scenario.ts";
import { orders } from "../../harness/configs.ts";

const scenario: Scenario = {
  expects:
    "No replica can serve the token, and the client keeps it: no data, and no lie.",
  config: orders,
  producer: "oneOrder",
  async play({ lab, consume, produce, until }) {
    await produce();
    // What the token asks for is at the primary only, and the primary answers no more.
    lab.control.freeze({ container: "shop/orders" });
    consume();
    await until("the message is settled", (log) =>
      log.some(({ operation }) => operation === "complete"),
    );
  },
  reads: [
    { file: "consumer", call: "item.read", says: "protected", sees: "refused" },
  ],
};
export default scenario;
