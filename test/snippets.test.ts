import assert from "node:assert/strict";
import path from "node:path";
import ts from "typescript";
import {
  createEngine,
  createMemoryHost,
  DEFAULT_SETTINGS,
} from "../eslint-plugin/src/editor.ts";
import { joinSnippets, type Snippet } from "../extension/snippets.mjs";

const root = path.join(import.meta.dirname, "..");
const here = path.join(root, "snippets");
const typescript = Object.entries(joinSnippets(here, "typescript"));
const javascript = Object.entries(joinSnippets(here, "javascript"));

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

/** The rules know the library by the name of its package. */
const imports = around
  .replace("./session-token/src/index.ts", "cosmos-session-token")
  .replace("./session-token/src/ambient.ts", "cosmos-session-token/ambient");

/** The same for JavaScript, where only what made a value says what it is. */
const javascriptImports = imports
  .replaceAll("import type { Container }", "import { CosmosClient }")
  .replaceAll(
    /import type .* from "@azure\/service-bus"/g,
    'import { ServiceBusClient } from "@azure/service-bus"',
  )
  .replace(
    /declare const receiver.*/,
    'const receiver = new ServiceBusClient("").createReceiver("orders");',
  )
  .replace(
    /declare const sender.*/,
    'const sender = new ServiceBusClient("").createSender("orders");',
  )
  .replace(
    /declare const container.*/,
    'const container = new CosmosClient("").database("shop").container("orders");',
  )
  .replace(/declare const item.*/, 'const item = { id: "1", pk: "1" };');

function findingsIn(file: string, text: string): readonly string[] {
  const host = createMemoryHost({ "/w/package.json": "{}", [file]: text });
  return createEngine(host)
    .findingsIn(file, undefined, DEFAULT_SETTINGS)
    .map(({ rule }) => rule);
}

/** What is JavaScript of a text, laid out by TypeScript itself. */
function javascriptOf(text: string): string {
  return ts.transpile(text, {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
  });
}

describe("snippets", function () {
  this.timeout(60_000);

  it("compile as they are proposed", () => {
    const texts = new Map(
      typescript.map(([title, snippet]) => [
        path.join(root, `snippet-${snippet.prefix}.mts`),
        `${around}\nexport {};\n// ${title}\n${expand(snippet)}\n`,
      ]),
    );
    for (const [file, errors] of compile(texts))
      assert.deepEqual(errors, [], path.basename(file));
  });

  it("are the same in JavaScript, without types", () => {
    assert.equal(javascript.length, typescript.length);
    for (const [index, [title, snippet]] of javascript.entries()) {
      const text = expand(snippet);
      const { diagnostics } = ts.transpileModule(text, {
        fileName: "snippet.mjs",
        reportDiagnostics: true,
        compilerOptions: { allowJs: true },
      });
      assert.deepEqual(diagnostics, [], title);
      assert.doesNotMatch(text, /\bas\b/, title);
      assert.equal(
        javascriptOf(text),
        javascriptOf(expand(typescript[index]![1])),
        title,
      );
    }
  });

  it("leave nothing for the rules to find", () => {
    for (const [title, snippet] of typescript) {
      const text = `${imports}\n${expand(snippet)}\n`;
      assert.deepEqual(findingsIn("/w/main.ts", text), [], title);
    }
    for (const [title, snippet] of javascript) {
      const text = `${javascriptImports}\n${expand(snippet)}\n`;
      assert.deepEqual(findingsIn("/w/main.mjs", text), [], title);
    }
  });

  it("in plain JavaScript have a finding as soon as the token is left out", () => {
    const handlers = javascript.filter(([, { body }]) =>
      body.some((line) => line.includes(".read({ sessionToken")),
    );
    assert.ok(handlers.length > 0);
    for (const [title, snippet] of handlers) {
      const text = expand(snippet).replace(/\.read\(\{.*?\}\)/, ".read()");
      assert.deepEqual(
        findingsIn("/w/main.mjs", `${javascriptImports}\n${text}\n`),
        ["require-session-token"],
        title,
      );
    }
  });

  it("each has a prefix of its own, and says what it is for", () => {
    const all = typescript.map(([, snippet]) => snippet);
    assert.equal(new Set(all.map(({ prefix }) => prefix)).size, all.length);
    for (const { description } of all) assert.notEqual(description, "");
  });
});
