import fc from "fast-check";

const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
/** Small numbers so that equal versions and equal LSNs are common. */
const smallLsn = fc.bigInt({ min: 0n, max: 12n });
const lsn = fc.oneof({ weight: 4, arbitrary: smallLsn }, int64);
const rangeIds = fc.uniqueArray(fc.nat({ max: 12 }).map(String), {
  minLength: 1,
  maxLength: 4,
});

export function vectorText(
  version: fc.Arbitrary<bigint>,
  regionIds: fc.Arbitrary<readonly number[]> = fc.uniqueArray(
    fc.nat({ max: 4 }),
    { maxLength: 3 },
  ),
  value = lsn,
): fc.Arbitrary<string> {
  return regionIds.chain((regions) =>
    fc
      .tuple(
        version,
        value,
        fc.array(value, {
          minLength: regions.length,
          maxLength: regions.length,
        }),
      )
      .map(
        ([v, global, locals]) =>
          `${v}#${global}` +
          regions.map((region, i) => `#${region}=${locals[i]}`).join(""),
      ),
  );
}

function tokenOf(part: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return rangeIds.chain((ids) =>
    fc
      .array(part, { minLength: ids.length, maxLength: ids.length })
      .map((parts) => ids.map((id, i) => `${id}:${parts[i]}`).join(",")),
  );
}

/** Tokens whose parts all have version 1: here merge is associative and covers is its order. */
export const tokenOfOneVersion = tokenOf(vectorText(fc.constant(1n)));

/** Everything that `parse` reads, both forms mixed. */
export const anyToken = tokenOf(
  fc.oneof(
    { weight: 4, arbitrary: vectorText(fc.bigInt({ min: -1n, max: 3n })) },
    lsn.map(String),
  ),
);

/** Texts near to a token: one with a few characters replaced, put in or taken out. */
export const nearlyToken = fc
  .tuple(
    anyToken,
    fc.array(
      fc.tuple(
        fc.nat(60),
        fc.nat(1),
        fc.constantFrom(...Array.from("0123456789:#=,;- \n\u0000aé")),
      ),
      { maxLength: 3 },
    ),
  )
  .map(([token, edits]) =>
    edits.reduce((text, [at, remove, character]) => {
      const i = at % (text.length + 1);
      return text.slice(0, i) + character + text.slice(i + remove);
    }, token),
  );

/** So few numbers that any two tokens are often ordered: for laws about three of them. */
export const tinyToken = fc
  .subarray(["0", "1"], { minLength: 1 })
  .chain((ids) =>
    fc
      .array(
        vectorText(
          fc.bigInt({ min: 1n, max: 2n }),
          fc.subarray([1, 2]),
          fc.bigInt({ min: 0n, max: 2n }),
        ),
        { minLength: ids.length, maxLength: ids.length },
      )
      .map((parts) => ids.map((id, i) => `${id}:${parts[i]}`).join(",")),
  );
