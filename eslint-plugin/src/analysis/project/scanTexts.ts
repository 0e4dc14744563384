import type { Host } from "../host.ts";
import { importsOf } from "./importsOf.ts";

/** Texts that a file must hold to belong to a group: `{ cosmos: ["@azure/cosmos"] }`. Searched as they are, case counts. */
export type MarkerTable = Readonly<Record<string, readonly Marker[]>>;
type Marker = string | RegExp;

/** Which groups occur in a text. */
export function groupsIn(
  text: string,
  markers: MarkerTable,
  groups: readonly string[] = Object.keys(markers),
): Set<string> {
  return new Set(
    groups.filter((group) =>
      markers[group]?.some((marker) => isIn(text, marker)),
    ),
  );
}

function isIn(text: string, marker: Marker): boolean {
  return typeof marker === "string" ? text.includes(marker) : marker.test(text);
}

/**
 * Looks into texts, each only once as long as its stamp stays the same. Holds no texts, so it may live as long as
 * an editor does; beyond `maxEntries` files the one met first is forgotten.
 */
export interface TextScanner {
  /** The file's module specifiers (see `importsOf`); empty when it cannot be read. */
  imports(file: string): readonly string[];
  /**
   * The files whose texts hold a marker of one of the groups.
   *
   * @param ahead Groups that will be asked for, and then imports, too, as soon as one file is found: looked for in
   * the same reading.
   */
  filesWith(
    files: readonly string[],
    groups: readonly string[],
    ahead?: readonly string[],
  ): Set<string>;
  /** The file holds and imports what it did when it was last looked into, as far as that was asked. */
  isSame(file: string): boolean;
  /** The same knowledge, asked through another view of the same files. */
  through(host: Host): TextScanner;
  /** The same for a view with other texts: what it learns of those is kept apart, so that `isSame` goes by the disk. */
  apart(host: Host): TextScanner;
}

interface Entry {
  readonly stamp: string;
  readonly groups: Map<string, boolean>;
  imports: readonly string[] | undefined;
}

export function createTextScanner(
  host: Host,
  markers: MarkerTable,
  maxEntries = 100_000,
): TextScanner {
  return scannerOver(
    host,
    markers,
    asBytes(markers),
    maxEntries,
    new Map(),
    new Map(),
  );
}

function scannerOver(
  host: Host,
  markers: MarkerTable,
  byteMarkers: MarkerTable,
  maxEntries: number,
  entries: Map<string, Entry>,
  specifiers: Map<string, string>,
  around?: ReadonlyMap<string, Entry>,
): TextScanner {
  function entryOf(file: string): Entry | undefined {
    const stamp = host.stamp(file);
    const known = entries.get(file) ?? around?.get(file);
    if (known !== undefined) {
      if (known.stamp === stamp) return known;
      entries.delete(file);
    }
    if (stamp === undefined) return undefined;
    const entry: Entry = { stamp, groups: new Map(), imports: undefined };
    entries.set(file, entry);
    if (entries.size > maxEntries) {
      const oldest = entries.keys().next();
      if (!oldest.done) entries.delete(oldest.value);
    }
    return entry;
  }

  /** Reads the file once for all that is missing. */
  function look(
    file: string,
    entry: Entry,
    groups: readonly string[],
    withImports: boolean,
  ): void {
    const missing = groups.filter((group) => !entry.groups.has(group));
    const needsImports = withImports && entry.imports === undefined;
    if (missing.length === 0 && !needsImports) return;
    const isBytes = host.readBytes !== undefined;
    const text = host.readBytes ? host.readBytes(file) : host.readText(file);
    if (text === undefined) return;
    const table = isBytes ? byteMarkers : markers;
    for (const group of missing)
      entry.groups.set(
        group,
        table[group]?.some((marker) => isIn(text, marker)) ?? false,
      );
    if (needsImports)
      entry.imports = isBytes
        ? importsOf(text, specifiers).map(fromBytes)
        : importsOf(text, specifiers);
  }

  return {
    imports(file) {
      const entry = entryOf(file);
      if (entry === undefined) return [];
      look(file, entry, [], true);
      return entry.imports ?? [];
    },
    filesWith(files, groups, ahead) {
      const found = new Set<string>();
      for (const file of files) {
        const entry = entryOf(file);
        if (entry === undefined) continue;
        const isAhead = ahead !== undefined && found.size > 0;
        const wanted = isAhead ? [...groups, ...ahead] : groups;
        look(file, entry, wanted, isAhead);
        if (groups.some((group) => entry.groups.get(group) === true))
          found.add(file);
      }
      return found;
    },
    isSame(file) {
      const before = entries.get(file);
      const now = entryOf(file);
      if (before === undefined) return now === undefined;
      if (now === undefined) return false;
      if (now === before) return true;
      look(file, now, [...before.groups.keys()], before.imports !== undefined);
      return (
        [...before.groups].every(
          ([group, is]) => now.groups.get(group) === is,
        ) && before.imports?.join("\n") === now.imports?.join("\n")
      );
    },
    through: (other) =>
      scannerOver(other, markers, byteMarkers, maxEntries, entries, specifiers),
    apart: (other) =>
      scannerOver(
        other,
        markers,
        byteMarkers,
        maxEntries,
        new Map(),
        specifiers,
        entries,
      ),
  };
}

function asBytes(markers: MarkerTable): MarkerTable {
  return Object.fromEntries(
    Object.entries(markers).map(([group, texts]) => [
      group,
      texts.map((marker) =>
        typeof marker === "string"
          ? inBytes(marker)
          : new RegExp(inBytes(marker.source), marker.flags),
      ),
    ]),
  );
}

function inBytes(text: string): string {
  return Buffer.from(text).toString("latin1");
}

/** Case: import "./größe", of which a byte view holds more characters than the name has. */
function fromBytes(specifier: string): string {
  return /^[\0-\x7f]*$/.test(specifier)
    ? specifier
    : Buffer.from(specifier, "latin1").toString();
}
