import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import bundled from "typescript";
import type { Place } from "../../eslint-plugin/src/analysis/finding.ts";
import { findPackage } from "./workCopy.ts";

type Typescript = typeof bundled;

/** How a file is compiled: by the configuration that holds it, or loosely where there is none. */
interface Configuration {
  /** `undefined`: no tsconfig holds the file. */
  readonly file: string | undefined;
  readonly rootNames: readonly string[];
  readonly options: bundled.CompilerOptions;
  readonly ts: Typescript;
}

const strictest: bundled.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
};
/** A flag of the repository's own that `strict` would leave off. */
const partsOfStrict: ReadonlySet<string> = new Set([
  "alwaysStrict",
  "noImplicitAny",
  "noImplicitThis",
  "strictBindCallApply",
  "strictFunctionTypes",
  "strictNullChecks",
  "strictPropertyInitialization",
  "useUnknownInCatchVariables",
]);

export interface TypeErrors {
  /** Under the repository's own configuration. */
  readonly own: readonly string[];
  /** Under the strictest flags. None of JavaScript, where they ask for types that cannot be written. */
  readonly strict: readonly string[];
}

/** Type errors that an edit adds, in all files of the programs in which its files are. */
export class TypeCheck {
  readonly #folder: string;
  readonly #configurations = new Map<string, Configuration>();
  readonly #checks = new Map<string, Check>();

  /** @param folder The work copy, packages installed. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param isWhole Look at every file of the programs; else at the changed ones and `near`. */
  added(
    texts: ReadonlyMap<string, string>,
    near: readonly string[],
    isWhole: boolean,
  ): TypeErrors {
    const own: string[] = [];
    const strict: string[] = [];
    const wanted = isWhole ? undefined : new Set([...texts.keys(), ...near]);
    const configurations = new Set(
      [...texts.keys()].map((file) => this.#configurationOf(file)),
    );
    for (const configuration of configurations) {
      own.push(...this.#check(configuration, false).added(texts, wanted));
      if (!configuration.options.checkJs)
        strict.push(...this.#check(configuration, true).added(texts, wanted));
    }
    return { own: [...new Set(own)], strict: [...new Set(strict)] };
  }

  /** Whether the method that is called at the place is one of the real SDK. */
  isSdkCall(place: Place, packageName: string): boolean {
    const configuration = this.#configurationOf(place.file);
    return this.#check(configuration, false).isCallOf(place, packageName);
  }

  /** The version of TypeScript and the configuration under which a file is checked. */
  describe(file: string): string {
    const { ts, file: config } = this.#configurationOf(file);
    const name = config && path.relative(this.#folder, config);
    return `TypeScript ${ts.version}, ${name ?? "no tsconfig"}`;
  }

  /** Programs are large; one project after the other needs only its own. */
  forget(): void {
    this.#checks.clear();
  }

  #check(configuration: Configuration, isStrict: boolean): Check {
    const key = `${configuration.file ?? configuration.rootNames.join()} ${isStrict}`;
    let check = this.#checks.get(key);
    if (check === undefined) {
      check = new Check(configuration, this.#folder, isStrict);
      this.#checks.set(key, check);
    }
    return check;
  }

  #configurationOf(file: string): Configuration {
    const known = [...this.#configurations.values()].find(({ rootNames }) =>
      rootNames.includes(file),
    );
    if (known !== undefined) return known;
    const found = findConfiguration(file, this.#folder);
    this.#configurations.set(file, found);
    return found;
  }
}

/** One program before the edits, and its errors. */
class Check {
  readonly #configuration: Configuration;
  readonly #folder: string;
  readonly #sources = new Map<string, bundled.SourceFile | undefined>();
  readonly #before: bundled.Program;
  readonly #errorsBefore = new Map<string, string[]>();

  constructor(configuration: Configuration, folder: string, isStrict: boolean) {
    const own = Object.entries(configuration.options).filter(
      ([flag]) => !isStrict || !partsOfStrict.has(flag),
    );
    const options: bundled.CompilerOptions = {
      ...Object.fromEntries(own),
      ...(isStrict ? strictest : {}),
    };
    this.#configuration = { ...configuration, options };
    this.#folder = folder;
    this.#before = this.#program(new Map());
  }

  added(
    texts: ReadonlyMap<string, string>,
    wanted: ReadonlySet<string> | undefined,
  ): string[] {
    const program = this.#program(texts);
    const files = program
      .getSourceFiles()
      .filter(
        ({ fileName, isDeclarationFile }) =>
          !isDeclarationFile &&
          !fileName.includes("/node_modules/") &&
          (wanted === undefined || wanted.has(path.normalize(fileName))),
      );
    return files.flatMap((file) => {
      // What TypeScript says of a file can differ in its words with the files looked at before.
      const isChanged = texts.has(path.normalize(file.fileName));
      const keyOf = (error: string): string =>
        isChanged ? error : error.split(" ", 1)[0]!;
      const before = this.#oldErrors(file.fileName).map(keyOf);
      return errorsOf(this.#configuration.ts, program, file)
        .filter((error) => {
          if (this.#isOfMissingType(error)) return false;
          const at = before.indexOf(keyOf(error));
          if (at === -1) return true;
          before.splice(at, 1);
          return false;
        })
        .map(
          (error) => `${path.relative(this.#folder, file.fileName)}: ${error}`,
        );
    });
  }

  /** JavaScript without a tsconfig cannot say what an `unknown` is, and reads it all the same. */
  #isOfMissingType(error: string): boolean {
    const { file, options } = this.#configuration;
    return (
      file === undefined &&
      options.checkJs === true &&
      /^TS(?:2339|18046) .* type 'unknown'\.$/.test(error)
    );
  }

  isCallOf({ file, span }: Place, packageName: string): boolean {
    const { ts } = this.#configuration;
    const source = this.#before.getSourceFile(file);
    if (source === undefined) return false;
    // Positions of ours do not count a byte-order mark; those of TypeScript do.
    const shift = source.text.startsWith("\uFEFF") ? 1 : 0;
    const call = findNode(
      ts,
      source,
      span.start + shift,
      span.end + shift,
      (node): node is bundled.CallExpression => ts.isCallExpression(node),
    );
    if (call === undefined) return false;
    const declaration = this.#before
      .getTypeChecker()
      .getResolvedSignature(call)?.declaration;
    return (
      declaration?.getSourceFile().fileName.includes(`/${packageName}/`) ??
      false
    );
  }

  #oldErrors(file: string): readonly string[] {
    let errors = this.#errorsBefore.get(file);
    if (errors === undefined) {
      const source = this.#before.getSourceFile(file);
      errors =
        source === undefined
          ? []
          : errorsOf(this.#configuration.ts, this.#before, source);
      this.#errorsBefore.set(file, errors);
    }
    return errors;
  }

  #program(texts: ReadonlyMap<string, string>): bundled.Program {
    const { ts, options, rootNames } = this.#configuration;
    const disk = ts.createCompilerHost(options, true);
    const sources = this.#sources;
    const host: bundled.CompilerHost = {
      ...disk,
      readFile: (file) =>
        texts.get(path.normalize(file)) ?? disk.readFile(file),
      getSourceFile: (file, version, ...rest) => {
        const text = texts.get(path.normalize(file));
        if (text !== undefined)
          return ts.createSourceFile(file, text, version, true);
        if (!sources.has(file))
          sources.set(file, disk.getSourceFile(file, version, ...rest));
        return sources.get(file);
      },
    };
    // `oldProgram` may not be set before there is one, and is set once only: programs after edits share it.
    const oldProgram = this.#before as bundled.Program | undefined;
    return ts.createProgram({
      rootNames: [...rootNames],
      options,
      host,
      ...(oldProgram && { oldProgram }),
    });
  }
}

function errorsOf(
  ts: Typescript,
  program: bundled.Program,
  file: bundled.SourceFile,
): string[] {
  return [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
  ].map(
    ({ code, messageText }) =>
      `TS${code} ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
  );
}

function findNode<T extends bundled.Node>(
  ts: Typescript,
  source: bundled.SourceFile,
  start: number,
  end: number,
  isWanted: (node: bundled.Node) => node is T,
): T | undefined {
  const visit = (node: bundled.Node): T | undefined => {
    if (node.getStart(source) === start && node.end === end && isWanted(node))
      return node;
    return ts.forEachChild(node, (child) =>
      child.pos <= start && child.end >= end ? visit(child) : undefined,
    );
  };
  return visit(source);
}

function findConfiguration(file: string, root: string): Configuration {
  const ts = typescriptFor(file, root);
  for (let at = path.dirname(file); ; at = path.dirname(at)) {
    for (const name of configurationFiles(at)) {
      const config = path.join(at, name);
      const parsed = parse(ts, config);
      if (parsed?.fileNames.some((one) => path.normalize(one) === file))
        return {
          file: config,
          rootNames: parsed.fileNames.map((one) => path.normalize(one)),
          options: { ...parsed.options, ...checkOnly },
          ts,
        };
    }
    if (at === root || at === path.dirname(at)) break;
  }
  return {
    file: undefined,
    rootNames: [file],
    options: {
      ...checkOnly,
      strict: false,
      // JavaScript without a tsconfig: wrong calls show, missing types do not.
      ...(/\.[cm]?jsx?$/.test(file) && { allowJs: true, checkJs: true }),
      target: ts.ScriptTarget.ES2022,
      // TypeScript before 5 does not know "bundler".
      ...(Number.parseInt(ts.version) < 5
        ? { module: ts.ModuleKind.CommonJS }
        : {
            module: ts.ModuleKind.ESNext,
            moduleResolution: ts.ModuleResolutionKind.Bundler,
          }),
      esModuleInterop: true,
      types: ["node"],
    },
    ts,
  };
}

const checkOnly: bundled.CompilerOptions = {
  noEmit: true,
  skipLibCheck: true,
  composite: false,
  incremental: false,
  declaration: false,
  declarationMap: false,
};

/** Those for tests hold sources, too, but with other types: last. */
function configurationFiles(folder: string): string[] {
  const isForTests = (name: string): number => (/spec|test/.test(name) ? 1 : 0);
  return fs
    .readdirSync(folder)
    .filter((name) => /^tsconfig(\..+)?\.json$/.test(name))
    .sort(
      (a, b) =>
        isForTests(a) - isForTests(b) ||
        a.length - b.length ||
        (a < b ? -1 : 1),
    );
}

function parse(
  ts: Typescript,
  file: string,
): bundled.ParsedCommandLine | undefined {
  return ts.getParsedCommandLineOfConfigFile(file, undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: () => undefined,
  });
}

const loaded = new Map<string, Typescript>();

/** The repository's own TypeScript where it has the flags of `strictest` (4.4) and the API (before 7). */
function typescriptFor(file: string, root: string): Typescript {
  const found = findPackage(path.dirname(file), "typescript", root);
  if (found === undefined) return bundled;
  const { version } = JSON.parse(
    fs.readFileSync(path.join(found, "package.json"), "utf8"),
  ) as { version: string };
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < 4 || (major === 4 && minor < 4) || major > 6) return bundled;
  let ts = loaded.get(found);
  if (ts === undefined) {
    ts = createRequire(path.join(found, "x.js"))(found) as Typescript;
    loaded.set(found, ts);
  }
  return ts;
}
