import { fork } from "node:child_process";
import type { ReaderProcess } from "./EslintConfigs.ts";
import type { ReadAnswer } from "./protocol.ts";

/** @param nodeArgs for sources that need a loader */
export function startReader(
  program: string,
  nodeArgs: readonly string[] = [],
): ReaderProcess {
  const child = fork(program, {
    // Not those of the extension host, such as the port of its debugger.
    execArgv: [...nodeArgs],
    // In the desktop's VS Code the executable is Electron, which is Node only when it is told so.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  return {
    send: (request) => {
      // One that has ended meanwhile says so by its end.
      if (child.connected) child.send(request, () => undefined);
    },
    onAnswer: (listener) => {
      child.on("message", (answer) => {
        listener(answer as ReadAnswer);
      });
    },
    onEnd: (listener) => {
      child.once("error", listener);
      child.once("exit", listener);
    },
    end: () => {
      child.kill("SIGKILL");
    },
  };
}
