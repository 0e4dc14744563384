import { cosmosInputTypes } from "../../sdk/handlers.ts";
import type { Host } from "../host.ts";
import { member, parseJson, textMember } from "./json.ts";
import { isBuildFolderName, isSourceName } from "./sourceNames.ts";
import { findSourceOfBuilt } from "./sourceOfBuilt.ts";
import { createTrackedFiles } from "./trackedFiles.ts";
import { createModuleConfigReader } from "./tsconfig.ts";

/** One binding that starts the function, such as `serviceBusTrigger`, with all that its file says of it. */
export interface FunctionTrigger {
  readonly type: string;
  /** Name of the parameter; "" where the file gives none. */
  readonly name: string;
  /** 1-based line on which the binding begins. */
  readonly line: number;
  /** Everything else as written: `queueName`, `topicName`, `cardinality`, … */
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface FunctionJson {
  readonly triggers: readonly FunctionTrigger[];
  /** Cosmos DB input bindings: reads that the host does, without a token. */
  readonly cosmosInputs: readonly {
    readonly name: string;
    readonly line: number;
  }[];
  /** Existing source files that may hold the function, likeliest first. */
  readonly scriptCandidates: readonly string[];
  /** Name of the exported function; absent: the only export, or `run`, or `index`. */
  readonly entryPoint?: string;
  readonly problems: readonly {
    readonly file: string;
    readonly message: string;
    readonly line: number;
  }[];
}

/**
 * Reads a `function.json` of the Azure Functions v3 model (learn.microsoft.com, "Azure Functions JavaScript
 * developer guide", model v3). Never throws: what is broken is told in `problems`, with its line.
 */
export function readFunctionJson(host: Host, file: string): FunctionJson {
  const nothing = { triggers: [], cosmosInputs: [], scriptCandidates: [] };
  const problem = (message: string, line = 1): FunctionJson => ({
    ...nothing,
    problems: [{ file, message, line }],
  });
  const text = host.readText(file);
  if (text === undefined) return problem("Cannot read the file.");
  const { value, error, lineOf } = parseJson(text);
  if (error !== undefined)
    return problem(
      `Cannot read line ${String(error.line)}: ${error.message}.`,
      error.line,
    );
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return problem('Expected an object with "bindings".');
  }
  const bindings = member(value, "bindings");
  if (!Array.isArray(bindings))
    return problem('Expected "bindings" to be an array.', lineOf(value));

  const triggers: FunctionTrigger[] = [];
  const cosmosInputs: { name: string; line: number }[] = [];
  const problems: FunctionJson["problems"][number][] = [];
  for (const binding of bindings as unknown[]) {
    const type = textMember(binding, "type");
    if (typeof binding !== "object" || binding === null || type === undefined) {
      const line =
        typeof binding === "object" && binding !== null
          ? lineOf(binding)
          : lineOf(bindings);
      problems.push({
        file,
        message: 'Expected each binding to have a "type".',
        line,
      });
      continue;
    }
    const name = textMember(binding, "name") ?? "";
    const line = lineOf(binding);
    if (/trigger$/i.test(type))
      triggers.push({
        type,
        name,
        line,
        settings: binding as Record<string, unknown>,
      });
    else if (
      cosmosInputTypes.has(type.toLowerCase()) &&
      textMember(binding, "direction")?.toLowerCase() === "in"
    ) {
      cosmosInputs.push({ name, line });
    }
  }
  const entryPoint = textMember(value, "entryPoint");
  return {
    triggers,
    cosmosInputs,
    scriptCandidates: findScripts(host, file, textMember(value, "scriptFile")),
    ...(entryPoint === undefined ? {} : { entryPoint }),
    problems,
  };
}

function findScripts(
  host: Host,
  file: string,
  scriptFile: string | undefined,
): string[] {
  const { path } = host;
  const files = createTrackedFiles(host);
  const folder = path.dirname(file);
  const found = new Set<string>();
  const addIfSource = (candidate: string | undefined): void => {
    if (
      candidate !== undefined &&
      isSourceName(path.basename(candidate)) &&
      files.isFile(candidate)
    )
      found.add(candidate);
  };
  const addWithTypeScriptFirst = (candidate: string): void => {
    const stem = candidate.replace(/\.[cm]?js$/, "");
    for (const extension of [".ts", ".mts", ".cts", ".tsx"])
      addIfSource(stem + extension);
    addIfSource(candidate);
  };

  const script =
    scriptFile === undefined
      ? undefined
      : path.resolve(folder, scriptFile.replaceAll("\\", "/"));
  const app = appAround(path.dirname(folder), script);
  if (script !== undefined) {
    addIfSource(script.replace(/\.([cm]?)js$/, ".$1ts"));
    const config = createModuleConfigReader(files)(
      path.join(app, "tsconfig.json"),
    );
    if (config.outDir !== undefined) {
      const relative = path.relative(config.outDir, script);
      if (!relative.startsWith(".."))
        addWithTypeScriptFirst(path.join(config.rootDir ?? app, relative));
    }
    // `scriptFile` names what runs, so its folder may be output whatever its name is.
    const isBeside = path.dirname(script) === folder;
    const source = isBeside
      ? undefined
      : findSourceOfBuilt(files, app, script, true);
    if (source !== undefined && !/\.[cm]?js$/.test(source)) addIfSource(source);
    if (!isInBuildFolder(script)) addIfSource(script);
    addIfSource(source);
    addWithTypeScriptFirst(path.join(folder, path.basename(script)));
  }
  for (const name of ["index.ts", `${path.basename(folder)}.ts`, "run.ts"])
    addIfSource(path.join(folder, name));
  if (script !== undefined) addIfSource(script);
  for (const name of ["index.js", "index.mjs", "index.cjs", "run.js"])
    addIfSource(path.join(folder, name));
  addOnlyScript();
  return [...found];

  /** The folder of the functions, or one above it that also holds the build: `functions/` beside `src/` and `dist/`. */
  function appAround(home: string, built: string | undefined): string {
    let at = home;
    for (let up = 0; built !== undefined && up < 3; up++) {
      if (!path.relative(at, built).startsWith("..")) return at;
      at = path.dirname(at);
    }
    return home;
  }

  function isInBuildFolder(candidate: string): boolean {
    const [top] = path.relative(app, candidate).split(path.sep);
    return top !== undefined && isBuildFolderName(top);
  }

  /** Without `scriptFile`, the only script of the folder is the function. */
  function addOnlyScript(): void {
    const scripts = [...files.list(folder)].filter(
      (entry) => entry.kind === "file" && isSourceName(entry.name),
    );
    const [only] = scripts;
    if (only !== undefined && scripts.length === 1)
      addIfSource(path.join(folder, only.name));
  }
}
