import { after, before, describe, it } from "mocha";
import { doNotWaitForLongTimers } from "../../test-support/doNotWaitForLongTimers.ts";
import { trustTestCertificate } from "../../test-support/trustTestCertificate.ts";
import { Bench } from "./Bench.ts";
import { rows } from "./rows.ts";
import { sdks } from "./sdks.ts";

for (const sdk of sdks) {
  describe(`the broker and @azure/service-bus ${sdk.version}`, function () {
    let distrust: () => void;
    let waitAgain: () => void;

    before(() => {
      distrust = trustTestCertificate();
      waitAgain = doNotWaitForLongTimers();
    });
    after(() => {
      waitAgain();
      distrust();
    });

    for (const row of rows) {
      if (row.except?.version === sdk.version) continue;
      it(`${row.method}: ${row.result}`, async () => {
        const bench = await Bench.start(sdk);
        try {
          await row.run(bench);
        } finally {
          await bench.stop();
        }
      });
    }
  });
}
