import { after, before, describe, it } from "mocha";
import { rows } from "./rows/index.ts";
import { sdkVersions } from "./sdkVersions.ts";
import { startBench, type StartedBench } from "./startBench.ts";

// The matrix is made by a loop, because each row must hold for each version of the SDK.
for (const sdk of sdkVersions) {
  describe(`@azure/cosmos ${sdk.version} over ${sdk.scheme}`, function () {
    let bench: StartedBench;

    before(async () => {
      bench = await startBench(sdk);
    });

    after(() => bench.stop());

    for (const row of rows) {
      it(`${row.method} ${row.does}`, async function () {
        if (row.missing?.[sdk.version] !== undefined) this.skip();
        await row.run(await bench.next());
      });
    }
  });
}
