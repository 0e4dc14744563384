/** The process that reads ESLint configurations. It runs code of the workspace, and nothing else is in it. */
import type { ReadAnswer, ReadRequest } from "../src/eslint/protocol.ts";
import { EslintReader } from "./EslintReader.ts";
import { watchLoading } from "./watchLoading.ts";

const loaded = watchLoading();
const readers = new Map<string, EslintReader>();

async function answer({ id, folder, files }: ReadRequest): Promise<ReadAnswer> {
  try {
    const reader = readers.get(folder) ?? new EslintReader(folder);
    readers.set(folder, reader);
    const says = await reader.read(files);
    return { id, says, madeOf: loaded() };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { id, problem, madeOf: loaded() };
  }
}

process.on("message", (request: ReadRequest) => {
  void answer(request).then((one) => process.send?.(one));
});
// The extension host has gone.
process.on("disconnect", () => process.exit());
