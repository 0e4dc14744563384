/** Runs in the extension host: activates the extension, and writes down what that took. */
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as vscode from "vscode";

/** In milliseconds by the clock, as VS Code's "Show Running Extensions" counts them. */
export interface Activation {
  readonly loadMs: number;
  readonly callMs: number;
  /** Of all threads of the extension host meanwhile, those of VS Code among them. */
  readonly cpuMs: number;
}

interface Main {
  readonly activate: (context: vscode.ExtensionContext) => unknown;
}

export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension(
    "cosmos-session.cosmos-session-flow",
  );
  if (extension === undefined) throw new Error("The extension is not there.");
  if (extension.isActive)
    throw new Error("Something has activated the extension before.");
  let result: Activation | undefined;
  watchLoad("extension.cjs", (load) => {
    const cpu = process.cpuUsage();
    const start = performance.now();
    const main = load() as Main;
    const loaded = performance.now();
    return {
      ...main,
      activate: (context: vscode.ExtensionContext) => {
        const called = performance.now();
        const given = main.activate(context);
        const { user, system } = process.cpuUsage(cpu);
        result = {
          loadMs: loaded - start,
          callMs: performance.now() - called,
          cpuMs: (user + system) / 1000,
        };
        return given;
      },
    };
  });
  // This promise has a way to the window and back in it, which every extension has.
  await extension.activate();
  if (result === undefined) throw new Error("The main bundle was not seen.");
  const file = process.env["SUITE_RESULTS"];
  if (file !== undefined) writeFileSync(file, JSON.stringify([result]));
}

/** @param around is given the loading of the file, and gives back what its loader gets */
function watchLoad(
  fileName: string,
  around: (load: () => unknown) => unknown,
): void {
  const modules = createRequire(__filename)("node:module") as {
    _load: (request: string, ...rest: unknown[]) => unknown;
  };
  const load = modules._load;
  modules._load = function (request, ...rest) {
    const inside = () => load.call(this, request, ...rest);
    return request.endsWith(fileName) ? around(inside) : inside();
  };
}
