import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { findEnd } from "./findEnd.ts";

describe("the end of a long queue", () => {
  let looks: number;

  async function endOf(numbers: readonly bigint[]): Promise<bigint> {
    looks = 0;
    return findEnd(numbers[0]!, 250n, async (from) => {
      looks++;
      return numbers.find((number) => number >= from);
    });
  }

  function assertNear(found: bigint, last: bigint): void {
    assert.ok(found > last && found <= last + 250n, `${found} for ${last}`);
  }

  it("is found by few looks, however far away it is", async () => {
    assertNear(await endOf([1n, 251n]), 251n);
    assertNear(await endOf([250n]), 250n);
    const far = 10n ** 12n;
    assertNear(await endOf([250n, far - 5n, far]), far);
    assert.ok(looks < 90, `${looks} looks`);
  });
});
