import path from "node:path";
import * as vscode from "vscode";
import type { FlowStore } from "../FlowStore.ts";
import { exportFlows, importFlows } from "../recording/recording.ts";

/** An output is for reading: more lines than this tell nobody more. */
const MOST_PROBLEMS = 1000;

const filters = { Recording: ["json"] };

export async function exportToFile(store: FlowStore): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    filters,
    saveLabel: "Export",
  });
  if (target === undefined) return;
  const text = exportFlows(store.all(), new Date());
  await vscode.workspace.fs.writeFile(target, Buffer.from(text));
}

/** @param onTaken is called before anybody reads what was left out */
export async function importFromFile(
  store: FlowStore,
  log: vscode.LogOutputChannel,
  onTaken: () => void,
): Promise<void> {
  const [file] =
    (await vscode.window.showOpenDialog({ filters, openLabel: "Import" })) ??
    [];
  if (file === undefined) return;
  try {
    const bytes = await vscode.workspace.fs.readFile(file);
    const { events, problems } = importFlows(Buffer.from(bytes).toString());
    for (const event of events) store.add(event);
    onTaken();
    if (problems.length > 0) tellLeftOut(problems, events.length, log);
  } catch (error) {
    const name = path.posix.basename(file.path);
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${name} could not be imported. ${why}`, { cause: error });
  }
}

function tellLeftOut(
  problems: readonly string[],
  taken: number,
  log: vscode.LogOutputChannel,
): void {
  for (const problem of problems.slice(0, MOST_PROBLEMS)) log.warn(problem);
  const output = "Show all";
  void vscode.window
    .showWarningMessage(
      `${problems.length} of ${problems.length + taken} entries of the recording are no events and were left out. ${problems[0]}`,
      output,
    )
    .then((picked) => {
      if (picked === output) log.show();
    });
}
