import { createRequire } from "node:module";
import path from "node:path";
import type { EslintSays } from "../src/analysis/protocol.ts";
import { saysOf, type CalculatedConfig } from "./saysOf.ts";

/** The project's own ESLint, as far as it is used. */
interface Eslint {
  /** `undefined` for a file that is ignored, and for one that no part of the configuration is for. */
  calculateConfigForFile(
    file: string,
  ): Promise<CalculatedConfig | null | undefined>;
}

interface EslintModule {
  readonly ESLint: {
    new (options: { readonly cwd: string }): Eslint;
    readonly version: string;
  };
}

const FIRST_VERSION = 9;
const ignored: EslintSays = { isIgnored: true, settings: {}, levels: {} };

/** Runs the project's configuration: only for workspaces that are trusted, and in a process that may be ended. */
export class EslintReader {
  readonly #eslint: Eslint;
  readonly #folder: string;

  /** @throws {Error} where there is no ESLint that we can ask */
  constructor(folder: string) {
    this.#folder = folder;
    const { ESLint } = load(folder);
    if (Number.parseInt(ESLint.version, 10) < FIRST_VERSION)
      throw new Error(
        `ESLint ${ESLint.version} is installed; version ${FIRST_VERSION} or later can be asked.`,
      );
    this.#eslint = new ESLint({ cwd: folder });
  }

  /** @throws {Error} where the configuration cannot be read */
  async read(files: readonly string[]): Promise<(EslintSays | null)[]> {
    const configs = new Map<string, CalculatedConfig>();
    for (const file of files) {
      const config = await this.#eslint.calculateConfigForFile(file);
      if (config) configs.set(file, config);
    }
    const linted = new Set(
      [...configs.keys()].map((file) => path.extname(file)),
    );
    const says: (EslintSays | null)[] = [];
    for (const file of files) {
      const config = configs.get(file);
      if (config) says.push(saysOf(config) ?? null);
      else says.push((await this.#isLinted(file, linted)) ? ignored : null);
    }
    return says;
  }

  /** Whether files of this kind are looked at: a TypeScript file is not ignored where only JavaScript is linted. */
  async #isLinted(file: string, linted: Set<string>): Promise<boolean> {
    const kind = path.extname(file);
    if (linted.has(kind)) return true;
    const other = path.join(this.#folder, `any${kind}`);
    if (!(await this.#eslint.calculateConfigForFile(other))) return false;
    linted.add(kind);
    return true;
  }
}

function load(folder: string): EslintModule {
  const loadFrom = createRequire(path.join(folder, "package.json"));
  try {
    return loadFrom("eslint") as EslintModule;
  } catch (error) {
    throw new Error("ESLint is not installed there.", { cause: error });
  }
}
