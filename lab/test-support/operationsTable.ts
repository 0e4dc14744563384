// The tables of operations in FIDELITY.md are made of the lists by which gateway and broker find their
// handlers.
//
// node --import tsx lab/test-support/operationsTable.ts    writes them; a test says when that is due
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { format } from "prettier";
import { operations as managementOperations } from "../src/broker/management/operations.ts";
import { operations } from "../src/gateway/operations/index.ts";

export const page = path.resolve(import.meta.dirname, "../FIDELITY.md");

const marks =
  /(<!-- operations: made by test-support\/operationsTable\.ts -->\n)[^]*?(<!-- operations: end -->)/;

/** @returns the page with its tables as the handlers say */
export async function withOperations(text: string): Promise<string> {
  if (!marks.test(text)) throw new Error("FIDELITY.md has lost its marks.");
  const tables = `${cosmosTable()}\n\n${managementTable()}`;
  return format(
    text.replace(marks, (_, begin: string, end: string) =>
      [begin, tables, end].join("\n"),
    ),
    { parser: "markdown" },
  );
}

function cosmosTable(): string {
  const kinds = { read: "read", write: "write", other: "" };
  return table(
    ["Cosmos DB", "Request", "Of several", "Counts as"],
    operations.map(({ name, method, path, kind, when }) => [
      `\`${name}\``,
      `\`${method} ${path.replaceAll("*", "…")}\``,
      when === undefined ? "" : "told apart by headers",
      kinds[kind],
    ]),
  );
}

function managementTable(): string {
  return table(
    ["Service Bus, management of an entity", "Name for faults and in the log"],
    [...managementOperations].map(([name, { faultName }]) => [
      `\`com.microsoft:${name}\``,
      `\`${faultName}\``,
    ]),
  );
}

function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join(
    "\n",
  );
}

if (process.argv[1] === import.meta.filename) {
  const text = readFileSync(page, "utf8");
  writeFileSync(page, await withOperations(text));
}
