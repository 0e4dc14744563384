import type { EditorFinding } from "../analysis/protocol.ts";

/** What is known of which file. The one place from which squiggles, tree, status and quick-fixes take it. */
export class FindingsStore {
  readonly #byFile = new Map<string, readonly EditorFinding[]>();
  readonly #listeners = new Set<(files: readonly string[]) => void>();

  /** @param checked Files that were asked about: those without a finding have none any more. */
  update(checked: readonly string[], findings: readonly EditorFinding[]): void {
    const byFile = new Map<string, EditorFinding[]>(
      checked.map((file) => [file, []]),
    );
    for (const finding of findings) byFile.get(finding.file)?.push(finding);
    const changed = [...byFile].filter(
      ([file, now]) =>
        JSON.stringify(this.#byFile.get(file) ?? []) !== JSON.stringify(now),
    );
    for (const [file, now] of changed) {
      if (now.length > 0) this.#byFile.set(file, now);
      else this.#byFile.delete(file);
    }
    if (changed.length > 0) this.#tell(changed.map(([file]) => file));
  }

  clear(): void {
    const files = [...this.#byFile.keys()];
    this.#byFile.clear();
    this.#tell(files);
  }

  /** Tells everybody again, as when a setting changes what is shown of the same findings. */
  touch(): void {
    this.#tell([...this.#byFile.keys()]);
  }

  in(file: string): readonly EditorFinding[] {
    return this.#byFile.get(file) ?? [];
  }

  all(): EditorFinding[] {
    return [...this.#byFile.values()].flat();
  }

  /** Files with a finding that depends on one of these. */
  dependingOn(files: ReadonlySet<string>): string[] {
    return [...this.#byFile].flatMap(([file, findings]) =>
      findings.some(({ dependsOn }) => dependsOn.some((one) => files.has(one)))
        ? [file]
        : [],
    );
  }

  /** @returns a function that ends it */
  onChange(listener: (files: readonly string[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(files: readonly string[]): void {
    for (const listener of this.#listeners) listener(files);
  }
}
