/** Runs every row of the pages in this folder; README.md says what a row is. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { checkRow } from "./checkRow.ts";
import {
  dimensions,
  dimensionNames,
  impossible,
  pairsDemanded,
  pairsOf,
} from "./dimensions.ts";
import { readRows, type Row } from "./readRows.ts";

const folder = import.meta.dirname;
const pages = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .map((page) => page.split(path.sep).join("/"))
  .filter((page) => page.includes("/") && page.endsWith(".md"))
  .sort();
const rows = pages.flatMap((page) =>
  readRows(page, readFileSync(path.join(folder, page), "utf8")),
);
const knownGaps = JSON.parse(
  readFileSync(path.join(folder, "known-gaps.json"), "utf8"),
) as Readonly<Record<string, string>>;

for (const page of pages) {
  describe(`shapes: ${page}`, () => {
    for (const row of rows.filter((one) => one.page === page))
      it(row.name, () => check(row));
  });
}

/** A known gap has to fail still: whoever closes it deletes its line in known-gaps.json. */
function check(row: Row): void {
  const gap = knownGaps[row.name];
  if (gap === undefined) {
    const { expected, actual } = checkRow(row);
    assert.deepEqual(actual, expected);
    return;
  }
  const { expected, actual } = checkRow(row);
  assert.notDeepEqual(
    actual,
    expected,
    `This gap is closed: delete "${row.name}" from shapes/known-gaps.json.`,
  );
}

describe("shapes as a whole", () => {
  it("has rows, each with a sentence of its own", () => {
    assert.ok(rows.length > 0);
    const names = rows.map(({ name }) => name);
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
  });

  it("says why where nothing is reported", () => {
    const silent = rows.filter(
      ({ marks }) => !marks.some(({ words }) => words.startsWith("report")),
    );
    assert.deepEqual(
      silent.filter(({ hasReason }) => !hasReason).map(({ name }) => name),
      [],
    );
  });

  it("lists no gap without a row", () => {
    const names = new Set(rows.map(({ name }) => name));
    assert.deepEqual(
      Object.keys(knownGaps).filter((name) => !names.has(name)),
      [],
    );
    console.log(
      `      ${rows.length} rows, ${Object.keys(knownGaps).length} known gaps`,
    );
  });

  it("has every value of every dimension", () => {
    const seen = new Set(
      rows.flatMap(({ tuples }) =>
        tuples.flatMap((tuple) =>
          dimensionNames.map((name) => `${name}: ${tuple[name]}`),
        ),
      ),
    );
    const all = dimensionNames.flatMap((name) =>
      Object.values(dimensions[name]).flatMap((values: readonly string[]) =>
        values.map((value) => `${name}: ${value}`),
      ),
    );
    assert.deepEqual(
      all.filter((value) => !seen.has(value)),
      [],
    );
  });

  it("lets every two families of different dimensions meet", () => {
    const met = new Set(
      rows.flatMap(({ tuples }) => tuples.flatMap((tuple) => pairsOf(tuple))),
    );
    const demanded = pairsDemanded();
    const missing = demanded.filter((pair) => !met.has(pair));
    console.log(
      `      ${demanded.length - missing.length} of ${demanded.length} pairs met`,
    );
    assert.deepEqual(missing, []);
    assert.deepEqual(
      impossible.filter(({ pair }) => met.has(pair.join(" + "))),
      [],
    );
  });
});
