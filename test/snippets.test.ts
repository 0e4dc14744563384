import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import {
  createEngine,
  createMemoryHost,
  DEFAULT_SETTINGS,
} from "../eslint-plugin/src/editor.ts";

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

const root = path.join(import.meta.dirname, "..");
const here = path.join(root, "snippets");
const files = readdirSync(here).filter((name) => name.endsWith(".json"));

function snippetIn(name: string): Snippet {
  const all = JSON.parse(readFileSync(path.join(here, name), "utf8")) as Record<
    string,
    Snippet
  >;
  const [snippet, ...others] = Object.values(all);
  assert.ok(snippet);
  assert.deepEqual(others, []);
  return snippet;
}

/** As it stands when somebody only presses Tab: each place holds its first proposal. */
function expand({ body }: Snippet): string {
  return body
    .join("\n")
    .replaceAll(/\$\{\d+:([^}]*)\}/g, "$1")
    .replaceAll(/\$\d+/g, "");
}

/** What the file around a snippet has: the names that its places propose, and the imports. */
const around = `
import type { Container } from "@azure/cosmos";
import type { ServiceBusReceiver, ServiceBusSender } from "@azure/service-bus";
import { app } from "@azure/functions";
import { attach, readAtLeast, tokenFrom, tokenOf } from "./session-token/src/index.ts";
import { attach as attachHeld, handle, protect } from "./session-token/src/ambient.ts";
declare const receiver: ServiceBusReceiver;
declare const sender: ServiceBusSender;
declare const container: Container;
declare const item: { id: string; pk: string };
void [app, attach, readAtLeast, tokenFrom, tokenOf, attachHeld, handle, protect];
`;

/** Errors of each text as a file at the top of this repository, under the strictest flags. */
function compile(texts: ReadonlyMap<string, string>): Map<string, string[]> {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
    types: ["node"],
  };
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  const fileExists = host.fileExists.bind(host);
  host.readFile = (file) => texts.get(file) ?? readFile(file);
  host.fileExists = (file) => texts.has(file) || fileExists(file);
  const program = ts.createProgram([...texts.keys()], options, host);
  return new Map(
    [...texts.keys()].map((file) => [
      file,
      ts
        .getPreEmitDiagnostics(program, program.getSourceFile(file))
        .map(({ messageText }) =>
          ts.flattenDiagnosticMessageText(messageText, "\n"),
        ),
    ]),
  );
}

describe("snippets", function () {
  this.timeout(60_000);

  it("compile as they are proposed", () => {
    const texts = new Map(
      files.map((name) => [
        path.join(root, `snippet-${name}.mts`),
        `${around}\nexport {};\n${expand(snippetIn(name))}\n`,
      ]),
    );
    for (const [file, errors] of compile(texts))
      assert.deepEqual(errors, [], path.basename(file));
  });

  it("leave nothing for the rules to find", () => {
    for (const name of files) {
      // The rules know the library by the name of its package.
      const imports = around
        .replace("./session-token/src/index.ts", "cosmos-session-token")
        .replace(
          "./session-token/src/ambient.ts",
          "cosmos-session-token/ambient",
        );
      const text = `${imports}\n${expand(snippetIn(name))}\n`;
      const host = createMemoryHost({
        "/w/package.json": "{}",
        "/w/main.ts": text,
      });
      const found = createEngine(host).findingsIn(
        "/w/main.ts",
        undefined,
        DEFAULT_SETTINGS,
      );
      assert.deepEqual(
        found.map(({ rule }) => rule),
        [],
        name,
      );
    }
  });

  it("each has a prefix of its own, and says what it is for", () => {
    const all = files.map(snippetIn);
    assert.equal(new Set(all.map(({ prefix }) => prefix)).size, files.length);
    for (const { description } of all) assert.notEqual(description, "");
  });
});
