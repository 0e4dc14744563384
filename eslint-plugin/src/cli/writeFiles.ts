import { randomBytes } from "node:crypto";
import fs from "node:fs";

/** A text of a file before and after, both without a byte-order mark. */
export interface NewText {
  /** Absolute. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** A file is not what it was when its new text was made. Nothing was written. */
export class ChangedFileError extends Error {
  override readonly name = "ChangedFileError";
  readonly file: string;

  constructor(file: string) {
    super(
      `nothing was changed: "${file}" has changed since it was read, or is not UTF-8. Run the command again.`,
    );
    this.file = file;
  }
}

interface Prepared {
  readonly file: string;
  readonly temporary: string;
  readonly original: Buffer;
}

/**
 * Writes all files or none. Each gets its text in one step, so that nobody ever sees half a file; byte-order marks,
 * rights and symbolic links stay.
 *
 * @throws {ChangedFileError} and errors of the file system; the files are then as before.
 */
export function writeFiles(changes: readonly NewText[]): void {
  const prepared: Prepared[] = [];
  const done: Prepared[] = [];
  try {
    for (const change of changes) prepared.push(prepare(change));
    for (const one of prepared) {
      if (!fs.readFileSync(one.file).equals(one.original))
        throw new ChangedFileError(one.file);
    }
    for (const one of prepared) {
      fs.renameSync(one.temporary, one.file);
      done.push(one);
    }
  } catch (error) {
    for (const { file, original } of done) replace(file, original);
    throw error;
  } finally {
    for (const { temporary } of prepared) fs.rmSync(temporary, { force: true });
  }
}

function prepare({ file, before, after }: NewText): Prepared {
  const target = fs.realpathSync(file);
  const original = fs.readFileSync(target);
  const mark = original[0] === 0xef && original[1] === 0xbb ? "\uFEFF" : "";
  if (!original.equals(Buffer.from(mark + before)))
    throw new ChangedFileError(file);
  const temporary = temporaryBeside(target);
  fs.writeFileSync(temporary, mark + after);
  copyRights(target, temporary);
  return { file: target, temporary, original };
}

function replace(file: string, bytes: Buffer): void {
  const temporary = temporaryBeside(file);
  fs.writeFileSync(temporary, bytes);
  copyRights(file, temporary);
  fs.renameSync(temporary, file);
}

/** In the same folder: a rename within a file system is one step. */
function temporaryBeside(file: string): string {
  return `${file}.${randomBytes(6).toString("hex")}.tmp`;
}

/** A mode given at creation would lose what the process' umask forbids. */
function copyRights(from: string, to: string): void {
  fs.chmodSync(to, fs.statSync(from).mode);
}
