/** Which files' code has to be run to find the handlers. */
import { wordsOfReceiving } from "../sdk/serviceBus.ts";
import type { ImportGraph } from "./project/importGraph.ts";
import type { MarkerTable, TextScanner } from "./project/scanTexts.ts";

/** Texts by which files are joined without an import between them. */
export const joiningMarkers = {
  heritage: ["implements", "extends"],
  // With nothing between the parentheses, nothing is handed over.
  makes: [/\bnew\s[^();]*\(\s*[^)\s]/],
  classes: ["class "],
  listens: wordsOfReceiving,
} as const satisfies MarkerTable;

/**
 * Of the files that have to do with a message SDK, those whose code may lead to a call that registers a handler. A
 * program has many files that only send.
 *
 * The call has to be written somewhere (`registers`). A file leads there when it imports that file, directly or
 * not; when it may hold an object of it behind an interface, which both import; or when it is handed such an object
 * by a file that makes its class.
 *
 * The files that name both, the SDK and such a call, come first: steps may not suffice for all.
 *
 * @param handlerSide Files that name a message SDK or import such a file.
 * @param scripts Files that a `function.json` makes handlers, whatever stands in them.
 */
export function rootsOf(
  handlerSide: ReadonlySet<string>,
  scripts: readonly string[],
  graph: Pick<ImportGraph, "reachable" | "importsOf">,
  scanner: Pick<TextScanner, "filesWith">,
): Set<string> {
  const reached = graph.reachable(handlerSide);
  const importers = importersWithin(reached, graph);
  const has = (file: string, group: keyof typeof joiningMarkers): boolean =>
    scanner.filesWith([file], [group]).size > 0;
  const leading = scanner.filesWith([...reached], ["registers"]);
  const registering = scanner.filesWith([...leading], ["handler"]);
  for (const file of leading) {
    for (const importer of importers.get(file) ?? []) leading.add(importer);
    const isImplementing = has(file, "heritage");
    const isMaking = has(file, "makes");
    if (!isImplementing && !isMaking) continue;
    for (const target of graph.importsOf(file))
      if (isImplementing || (handlerSide.has(target) && has(target, "classes")))
        leading.add(target);
  }
  const others = [...leading].filter((file) => handlerSide.has(file));
  return new Set([...scripts, ...[...registering].sort(), ...others.sort()]);
}

/**
 * Files that name no message SDK and register a handler all the same, with a client that they are given; and those that
 * lead there.
 */
export function listeningFiles(
  handlerSide: ReadonlySet<string>,
  graph: Pick<ImportGraph, "reachable" | "importsOf">,
  scanner: Pick<TextScanner, "filesWith">,
): Set<string> {
  const reached = graph.reachable(handlerSide);
  const others = [...reached].filter((file) => !handlerSide.has(file));
  const found = scanner.filesWith(others, ["listens"]);
  if (found.size === 0) return found;
  const importers = importersWithin(reached, graph);
  for (const file of found)
    for (const importer of importers.get(file) ?? []) found.add(importer);
  return found;
}

function importersWithin(
  files: ReadonlySet<string>,
  graph: Pick<ImportGraph, "importsOf">,
): Map<string, string[]> {
  const importers = new Map<string, string[]>();
  for (const file of files)
    for (const target of graph.importsOf(file)) {
      const list = importers.get(target);
      if (list) list.push(file);
      else importers.set(target, [file]);
    }
  return importers;
}
