/** The engine: one session for each project and settings, findings for a file of it. */
import { IrCache } from "./irCache.ts";
import { EMPTY_STATS, type Engine } from "./engine.types.ts";
import type { Host } from "./host.ts";
import { createRootFinder } from "./project/findRoot.ts";
import { reportsOf } from "./lateAnalysis.ts";
import { Session } from "./session.ts";
import type { Settings } from "./settings.ts";

export interface EngineOptions {
  /** Looks into every file, whatever it names: for tests of how sturdy the analysis is. */
  readonly everyFile?: boolean;
  /**
   * Reads no source of a repository whose manifests name no SDK (`isNamedByNoManifest`), where the settings name
   * nothing, either: for runs over thousands of files. Who asks about one project wants to see it read.
   */
  readonly trustsManifests?: boolean;
}

/** @param host The disk, or a folder in memory; unsaved texts are laid over it by `findingsIn`, or by the host itself. */
export function createEngine(files: Host, options: EngineOptions = {}): Engine {
  const cache = new IrCache();
  const { rootOf, host } = createRootFinder(files);
  const sessions = new Map<
    string,
    { key: string; settings: Settings; session: Session }
  >();

  /** A folder answers for itself. */
  function inside(path: string): string {
    return host.list(path).length > 0
      ? host.path.join(path, "package.json")
      : path;
  }

  function sessionOf(file: string, settings: Settings): Session {
    const root = rootOf(file);
    const last = sessions.get(root);
    if (last?.settings === settings) return last.session;
    const { presets, handlers, ignoreContainers, tokenProperty } = settings;
    const key = JSON.stringify([
      presets,
      handlers,
      ignoreContainers,
      tokenProperty,
    ]);
    if (last?.key === key) return last.session;
    const session = new Session(host, root, settings, cache, options);
    sessions.set(root, { key, settings, session });
    return session;
  }

  return {
    rootOf,
    isSilent: (file, settings) => sessionOf(file, settings).isSilent(file),
    findingsIn: (file, text, settings) =>
      sessionOf(file, settings).findingsIn(file, text),
    handlersOf: (path, settings) =>
      reportsOf(
        sessionOf(inside(path), settings).analysis().runs,
        (file) => host.readText(file) ?? "",
      ),
    tokenFilesOf: (path, settings) =>
      sessionOf(inside(path), settings).tokenFiles(),
    stats: (path) =>
      sessions.get(rootOf(inside(path)))?.session.stats() ?? EMPTY_STATS,
  };
}
