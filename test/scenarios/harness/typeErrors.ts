import path from "node:path";
import ts from "typescript";

/** Declarations of packages are the same for all programs, and parsed once. */
const packaged = new Map<string, ts.SourceFile | undefined>();

/** What the TypeScript compiler says against a project; empty is good. */
export function typeErrors(folder: string): string[] {
  const file = path.join(folder, "tsconfig.json");
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(file, (name) => ts.sys.readFile(name)).config,
    ts.sys,
    folder,
  );
  const sources = fileNames.filter(
    (name) => !path.relative(folder, name).startsWith("run"),
  );
  const host = ts.createCompilerHost(options, true);
  const uncached = ts.createCompilerHost(options, true);
  host.getSourceFile = (name, ...rest) => {
    if (!name.includes("node_modules")) {
      return uncached.getSourceFile(name, ...rest);
    }
    if (!packaged.has(name)) {
      packaged.set(name, uncached.getSourceFile(name, ...rest));
    }
    return packaged.get(name);
  };
  const program = ts.createProgram(sources, options, host);
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
    if (diagnostic.file === undefined) return text;
    const { line } = diagnostic.file.getLineAndCharacterOfPosition(
      diagnostic.start ?? 0,
    );
    const where = path.relative(folder, diagnostic.file.fileName);
    return `${where}:${line + 1} ${text}`;
  });
}
