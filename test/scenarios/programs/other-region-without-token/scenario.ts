import type { Scenario } from "../../harness/Scenario.ts";
import { shop } from "../../harness/configs.ts";

const { cosmos, serviceBus } = shop();
const inTwoRegions = {
  serviceBus: serviceBus!,
  cosmos: { ...cosmos, regions: ["West", "East"] },
};

const scenario: Scenario = {
  expects:
    "The reader asks the region next to it, which has not got the write that another region took.",
  config: inTwoRegions,
  producer: "oneOrder",
  async play({ lab, consume, produce }) {
    // Some replicas of the far region have the one write at once, and the slowest never.
    lab.control.lag({ container: "*", region: "East", lsn: 1 });
    consume();
    await produce();
  },
  reads: [
    { file: "consumer", call: "item.read", says: "unprotected", sees: "stale" },
  ],
};
export default scenario;
