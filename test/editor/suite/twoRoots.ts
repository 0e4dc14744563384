/** The suite for a workspace of two folders, called as `index.ts` is. */
import { runMocha } from "./runMocha.ts";

export function run(): Promise<void> {
  return runMocha(async () => {
    await import("./roots.ts");
    await import("./eslintConfig.ts");
  });
}
