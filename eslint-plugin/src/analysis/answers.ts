/** What was found of each file, and what has to be run again when some other file changes. */
import type { Analysis } from "./analyse.ts";
import type { Layout } from "./codeBase.ts";
import type { Finding } from "./finding.ts";

/** A part of the work of an analysis: the handlers that `roots` register, the tokens named in `tokenFiles`. */
export interface Part {
  readonly roots: readonly string[];
  readonly tokenFiles: readonly string[];
}

interface Answer {
  readonly findings: readonly Finding[];
  /** Files whose code registers handlers that stand in this one. */
  readonly roots: readonly string[];
}

/**
 * The answers of one layout. A change of a text makes the roots that reach it dirty; they are run again when a file
 * is asked for that they concern.
 */
export class Answers {
  readonly #layout: Layout;
  readonly #answers = new Map<string, Answer>();
  /** Files that were parsed for the roots together. */
  readonly #parsed = new Set<string>();
  readonly #understood = new Set<string>();
  /** Roots whose handlers have to be run again, each with the files that changed. */
  readonly #dirty = new Map<string, Set<string>>();
  readonly #dirtyTokens = new Set<string>();
  readonly #reach = new Map<string, ReadonlySet<string>>();
  /** Files in which a name was looked for in texts, by what the name stands for. */
  readonly #uses = new Map<string, Use>();
  /** How many changes were noted so far. */
  changes = 0;

  constructor(layout: Layout, whole: Analysis) {
    this.#layout = layout;
    this.#take(whole, [...whole.handlerRoots.keys()]);
  }

  findingsIn(file: string): readonly Finding[] {
    return this.onceEach(file, this.#answers.get(file)?.findings ?? []);
  }

  /**
   * A read that no handler seems to reach, where only a part was run: if a handler in another file reaches it, the
   * report stands there. Known by its text, since it may have moved.
   */
  onceEach(file: string, findings: readonly Finding[]): readonly Finding[] {
    const isLoose = (one: Finding): boolean =>
      one.read !== undefined && one.handler === undefined;
    if (!findings.some(isLoose)) return findings;
    const told = new Set<string>();
    for (const { findings: known } of this.#answers.values())
      for (const { rule, read, handler } of known)
        if (handler && read?.place.file === file)
          told.add(`${rule} ${read.text}`);
    return findings.filter(
      (one) => !isLoose(one) || !told.has(`${one.rule} ${one.read?.text}`),
    );
  }

  /** The files whose texts the findings of this one depend on. */
  dependenciesOf(file: string): string[] {
    const isAnswered =
      this.#answers.has(file) ||
      this.#layout.roots.has(file) ||
      this.#layout.tokenFiles.includes(file);
    if (!isAnswered) return [];
    const found = new Set<string>();
    for (const start of [file, ...this.rootsOf(file)])
      for (const reached of this.#reachOf(start))
        if (this.#parsed.has(reached)) found.add(reached);
    return [...found];
  }

  /** Files whose code registers, or may register, handlers that stand in this one. */
  rootsOf(file: string): string[] {
    const roots = new Set(this.#answers.get(file)?.roots);
    if (this.#layout.roots.has(file)) roots.add(file);
    return [...roots].sort();
  }

  /** Roots from which the file is reached. */
  rootsAround(file: string): string[] {
    return [...this.#layout.roots]
      .filter((root) => this.#reachOf(root).has(file))
      .sort();
  }

  /** @param text The new one. */
  noteChange(file: string, text: string): void {
    this.changes++;
    const roots = new Set(this.rootsAround(file));
    for (const use of this.#uses.values()) {
      if (!use.files.has(file) && !use.isIn(text)) continue;
      for (const declaring of use.declaredIn)
        for (const root of this.rootsAround(declaring)) roots.add(root);
    }
    for (const root of roots) {
      const causes = this.#dirty.get(root);
      if (causes) causes.add(file);
      else this.#dirty.set(root, new Set([file]));
    }
    for (const tokenFile of this.#layout.tokenFiles)
      if (this.#reachOf(tokenFile).has(file)) this.#dirtyTokens.add(tokenFile);
  }

  /**
   * What has to be run again before the file can be answered for; `undefined` when nothing.
   *
   * @param isHarmless Whether the file's own change cannot have made one of its functions a handler.
   */
  partFor(file: string, isHarmless: () => boolean): Part | undefined {
    const own = this.rootsOf(file);
    const around = [...this.#dirty].filter(([root]) =>
      this.#reachOf(root).has(file),
    );
    const isByItself =
      own.length === 0 &&
      around.length > 0 &&
      around.every(([, causes]) => causes.size === 1 && causes.has(file));
    const dirty = [
      ...own.filter((root) => this.#dirty.has(root)),
      ...(isByItself && isHarmless() ? [] : around.map(([root]) => root)),
    ];
    if (dirty.length === 0 && !this.#dirtyTokens.has(file)) return undefined;
    return this.#partOf([...dirty, ...own], file);
  }

  /** These roots, those that register handlers in the same files, and the tokens in all these files. */
  #partOf(first: readonly string[], file: string): Part {
    const roots = new Set(first);
    const files = new Set([file]);
    for (let before = -1; before !== roots.size;) {
      before = roots.size;
      for (const [handlerFile, answer] of this.#answers)
        if (answer.roots.some((root) => roots.has(root))) {
          files.add(handlerFile);
          for (const root of answer.roots) roots.add(root);
        }
    }
    return {
      roots: [...roots].sort(),
      tokenFiles: this.#layout.tokenFiles.filter((one) => files.has(one)),
    };
  }

  /** A file does not parse now, and did before: what is known is better than what could be said now. */
  knowsBetterThan({ blindFiles }: Analysis): boolean {
    return blindFiles.some((file) => this.#understood.has(file));
  }

  /** @returns A larger part that has to be run instead: a handler now stands in a file of other roots, too. */
  update(part: Part, analysis: Analysis, file: string): Part | undefined {
    const roots = new Set(part.roots);
    for (const handlerFile of analysis.handlerRoots.keys()) {
      const others = this.rootsOf(handlerFile).filter(
        (root) => !roots.has(root),
      );
      if (others.length > 0)
        return this.#partOf([...part.roots, ...others], file);
    }
    const files = new Set([file, ...part.tokenFiles]);
    for (const [handlerFile, answer] of this.#answers)
      if (answer.roots.some((root) => roots.has(root))) files.add(handlerFile);
    this.#take(analysis, files);
    for (const root of part.roots) this.#dirty.delete(root);
    for (const tokenFile of part.tokenFiles)
      this.#dirtyTokens.delete(tokenFile);
    return undefined;
  }

  #take(analysis: Analysis, files: Iterable<string>): void {
    for (const file of new Set([
      ...files,
      ...analysis.findings.keys(),
      ...analysis.handlerRoots.keys(),
    ])) {
      const findings = analysis.findings.get(file) ?? [];
      const roots = analysis.handlerRoots.get(file) ?? [];
      if (findings.length === 0 && roots.length === 0)
        this.#answers.delete(file);
      else this.#answers.set(file, { findings, roots });
    }
    const blind = new Set(analysis.blindFiles);
    for (const file of analysis.parsedFiles.keys()) {
      this.#parsed.add(file);
      if (!blind.has(file)) this.#understood.add(file);
    }
    for (const use of analysis.uses) this.#uses.set(use.key, use);
  }

  #reachOf(file: string): ReadonlySet<string> {
    let reach = this.#reach.get(file);
    if (!reach)
      this.#reach.set(file, (reach = this.#layout.graph.reachable([file])));
    return reach;
  }
}

/** A name that was looked for in texts: see `ProjectView.filesUsing`. */
export interface Use {
  readonly key: string;
  readonly files: ReadonlySet<string>;
  /** Parsed files that declare a function or class of that name. */
  readonly declaredIn: readonly string[];
  isIn(text: string): boolean;
}
