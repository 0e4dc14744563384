/**
 * What VS Code's test runners call inside of the extension host, @vscode/test-electron as well as ours. Bundled for
 * CommonJS; `vscode` and `mocha` stay outside.
 */
import { runMocha } from "./runMocha.ts";

export function run(): Promise<void> {
  return runMocha(() => import("./tests.ts"));
}
