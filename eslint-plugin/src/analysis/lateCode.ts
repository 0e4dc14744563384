/**
 * Code that is loaded late can be let go: the parser and the analysis keep eight megabytes of a run that will not
 * parse anything more, and V8 lets a heap grow to a multiple of what it keeps.
 */
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Beside the bundle (build.mjs). Where the sources run there are none. */
const files = ["analyse.cjs", "edits.cjs", "babel-parser.cjs"];
/** A run over small projects should find it warm in the next one. */
const PATIENCE = 100;
/** In a large one it should be gone before the collector takes stock for the first time. */
const PATIENCE_IN_LARGE = 10;
const LARGE = 300;

export class LateCode {
  #bundle: string | undefined;
  #patience = PATIENCE;
  /** Answers since it was used, where it is loaded. */
  #answersSince: number | undefined;
  /** Files that will need it when they are asked for. */
  readonly #expected = new Set<string>();

  /** From now on it is let go. @param bundle Address of the bundle that loads it, in whose folder it lies. */
  watch(bundle: string): void {
    this.#bundle = bundle;
  }

  /** It is being used, for a project of so many sources. */
  noteUse(sources: number): void {
    this.#answersSince = 0;
    this.#patience = sources > LARGE ? PATIENCE_IN_LARGE : PATIENCE;
  }

  /** These files have findings: what reports them will need the parser. */
  expectReports(files: Iterable<string>): void {
    for (const file of files) this.#expected.add(file);
  }

  /** A file was answered for. After many that needed nothing the code is let go; when it is needed, it is loaded again. */
  noteAnswer(file: string): void {
    if (this.#expected.delete(file)) this.#answersSince = 0;
    if (this.#answersSince === undefined || this.#expected.size > 0) return;
    if (++this.#answersSince < this.#patience) return;
    this.#answersSince = undefined;
    if (this.#bundle !== undefined) letGo(this.#bundle);
  }
}

function letGo(bundle: string): void {
  const { cache } = createRequire(bundle);
  const own = fileURLToPath(bundle);
  const late = new Set(files.map((name) => path.join(path.dirname(own), name)));
  for (const one of late) Reflect.deleteProperty(cache, one);
  const parent = cache[own];
  if (parent)
    parent.children = parent.children.filter(
      ({ filename }) => !late.has(filename),
    );
}

/** One for a process, as Node's cache is. */
export const lateCode = new LateCode();
