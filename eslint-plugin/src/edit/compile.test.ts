import assert from "node:assert/strict";
import path from "node:path";
import ts from "typescript";
import { editPages } from "./readCases.ts";

const root = path.join(import.meta.dirname, "compiled");
const repository = path.join(import.meta.dirname, "../../..");

/** What TypeScript says about files, as `file: message`, with the strictest of the usual flags. */
function errorsOf(files: ReadonlyMap<string, string>): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noPropertyAccessFromIndexSignature: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: true,
    noImplicitOverride: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    moduleDetection: ts.ModuleDetectionKind.Force,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
    types: ["node"],
    paths: {
      "cosmos-session-token": [
        path.join(repository, "session-token/src/index.ts"),
      ],
      "cosmos-session-token/ambient": [
        path.join(repository, "session-token/src/ambient.ts"),
      ],
    },
  };
  const disk = ts.createCompilerHost(options);
  const folders = new Set([...files.keys()].map((file) => path.dirname(file)));
  const host: ts.CompilerHost = {
    ...disk,
    directoryExists: (folder) =>
      folders.has(folder) || ts.sys.directoryExists(folder),
    fileExists: (file) => files.has(file) || disk.fileExists(file),
    readFile: (file) => files.get(file) ?? disk.readFile(file),
    getSourceFile: (file, version, ...rest) => {
      const text = files.get(file);
      return text === undefined
        ? disk.getSourceFile(file, version, ...rest)
        : ts.createSourceFile(file, text, version);
    },
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    const found = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    return found.map(
      ({ messageText }) =>
        `${path.relative(root, file)}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
    );
  });
}

describe("all edits of TypeScript together", () => {
  it("add no error under the strictest flags with the real types of the packages", function () {
    this.timeout(120_000);
    const before = new Map<string, string>();
    const after = new Map<string, string>();
    const edited = editPages
      .flatMap(({ cases }) => cases)
      .filter(({ answer }) => "offers" in answer);
    for (const [number, { sample, after: texts }] of edited.entries())
      for (const [file, text] of Object.entries(sample.files))
        if (file.endsWith(".ts")) {
          before.set(path.join(root, String(number), file), text);
          after.set(path.join(root, String(number), file), texts[file]!);
        }
    assert.ok(after.size > 50, "the cases were not read");
    assert.deepEqual(errorsOf(after), errorsOf(before));
    assert.deepEqual(errorsOf(before), []);
  });
});
