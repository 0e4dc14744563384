import type { WorkspaceCopy } from "./copyWorkspace.ts";
import { describeWindow } from "./describeWindow.ts";
import { hostOrSkip } from "./hostOrSkip.ts";
import { extension, findHost, prepareHost } from "./prepareHost.ts";
import type { ServerOptions } from "./startServer.ts";
import { startWorkbench, type StartedWorkbench } from "./startWorkbench.ts";
import type { Workbench } from "./Workbench.ts";

export interface ShowOptions {
  /** What VS Code opens: a copy, removed afterwards. */
  readonly makeFolder: () => WorkspaceCopy;
  /** Asked once VS Code is known to be there. */
  readonly server?: () => Promise<ServerOptions>;
  /** The extension is one of those that `server` installs, not the one of this repository. */
  readonly isPacked?: boolean;
}

/** What there is once the suite has begun. */
export interface ShownFolder {
  readonly workbench: Workbench;
  readonly folder: string;
}

/**
 * Before the tests of a suite VS Code shows a folder; after them all of it is gone. The tests tell one story: what
 * comes later needs what came before. Where VS Code cannot be installed they are passed over, with the reason.
 */
export function showFolder(
  suite: Mocha.Suite,
  { makeFolder, server, isPacked = false }: ShowOptions,
): ShownFolder {
  // Each test is quick by itself; a machine may not be.
  suite.timeout(120_000);
  suite.bail(true);
  let copy: WorkspaceCopy | undefined;
  let started: StartedWorkbench | undefined;

  before("VS Code shows a folder", async function () {
    this.timeout(250_000);
    const browser = await hostOrSkip(this, isPacked ? findHost : prepareHost);
    const serverOptions = await server?.();
    copy = makeFolder();
    started = await startWorkbench(
      browser,
      { folder: copy.folder, ...(!isPacked && { extension }) },
      serverOptions,
    );
  });

  afterEach("a failure says what VS Code showed", async function () {
    const { state, err } = this.currentTest ?? {};
    if (state !== "failed" || err === undefined || started === undefined)
      return;
    const { page } = started.workbench;
    const seen = await describeWindow(page, this.currentTest!.fullTitle());
    const message = `${err.message.trimEnd()}\n  ${seen}`;
    // Mocha prints what stands in front of the stack's lines.
    err.stack = (err.stack ?? "").replace(err.message, () => message);
    err.message = message;
  });

  after("VS Code is closed", async function () {
    this.timeout(60_000);
    await started?.close();
    copy?.remove();
  });

  return {
    get workbench() {
      return there(started).workbench;
    },
    get folder() {
      return there(copy).folder;
    },
  };
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("VS Code is not open.");
  return value;
}
