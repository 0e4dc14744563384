import { explainError } from "./explainError.ts";
import { outputOf } from "./Terminal.ts";

const out = outputOf(process.stdout);
const err = outputOf(process.stderr);

process.exitCode = await main(process.argv.slice(2)).catch(explain);

/** Each command is loaded when it is asked for: `--help` starts no broker. */
async function main(args: readonly string[]): Promise<number> {
  const [first, ...rest] = args;
  const own = args.slice(
    0,
    args.includes("--") ? args.indexOf("--") : undefined,
  );
  if (own.includes("--help") || own.includes("-h") || first === "help") {
    const { helpText } = await import("./helpText.ts");
    out.write(helpText);
    return 0;
  }
  if (own.includes("--version")) {
    const { version } = await import("./version.ts");
    out.write(`${version()}\n`);
    return 0;
  }
  if (first === "check") {
    const { checkCommand } = await import("../check/checkCommand.ts");
    return checkCommand(rest, out);
  }
  if (first === "run") {
    const { runCommand } = await import("../run/runCommand.ts");
    return runCommand(rest, err);
  }
  const { serve } = await import("./serve.ts");
  return serve(first === undefined ? [] : [first, ...rest], out, err);
}

function explain(error: unknown): number {
  const { text, code } = explainError(error);
  err.write(`cosmos-session-lab: ${text}\n`);
  return code;
}
