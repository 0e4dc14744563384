import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** What `cosmos-session-lab --json` prints when it is ready, as far as it is used. */
export interface LabAddresses {
  readonly serviceBus: {
    readonly connectionString: string;
    /** Over HTTPS; trust `caFile`. */
    readonly administrationConnectionString: string;
  };
  readonly cosmos: { readonly connectionString: string };
  readonly caFile: string;
  readonly control: string;
}

export interface LabProcess {
  readonly addresses: LabAddresses;
  stop(): Promise<void>;
}

export interface LabProcessOptions {
  /** The file of the command `cosmos-session-lab`. */
  readonly cli: string;
  readonly args: readonly string[];
  /** Where spans go, with the secret: never on the command line, which others on the machine see. */
  readonly env: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
  readonly onExit: (code: number | null) => void;
  /** Before the command; for sources that need a loader. */
  readonly nodeArgs?: readonly string[];
}

const READY_MS = 20_000;

/**
 * Starts the lab in a process of its own, so that what it does cannot slow the editor down.
 *
 * @throws {Error} where it ends, or says nothing, before it is ready
 */
export async function startLabProcess(
  options: LabProcessOptions,
): Promise<LabProcess> {
  const { cli, args, env, nodeArgs = [], onLine, onExit } = options;
  const child = spawn(process.execPath, [...nodeArgs, cli, "--json", ...args], {
    // In the desktop's VS Code the executable is Electron, which is Node only when it is told so.
    env: { ...process.env, ...env, ELECTRON_RUN_AS_NODE: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once("exit", resolve);
    child.once("error", () => resolve(null));
  });
  let said = "";
  createInterface({ input: child.stderr }).on("line", (text) => {
    said = `${said}${text}\n`.slice(-4000);
    if (text.trim() !== "") onLine(text);
  });
  const line = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill();
      reject(new Error("The lab was not ready within 20 seconds."));
    }, READY_MS);
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      const end = text.indexOf("\n");
      if (end < 0) return;
      clearTimeout(late);
      resolve(text.slice(0, end));
    });
    void ended.then((code) => {
      clearTimeout(late);
      reject(
        new Error(`The lab ended with ${code ?? "a signal"}. ${said.trim()}`),
      );
    });
  });
  void ended.then(onExit);
  return {
    addresses: JSON.parse(line) as LabAddresses,
    async stop() {
      child.kill();
      await ended;
    },
  };
}
