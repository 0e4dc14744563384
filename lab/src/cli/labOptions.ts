import type { LabOptions } from "../startLab.ts";
import type { Parsed } from "./parseOptions.ts";
import type { runRows } from "./options.ts";

type LabFlags = Omit<
  Parsed<typeof runRows>["options"],
  "container" | "allow" | "log"
>;

/** From the names of the command line to those of `startLab`. */
export function labOptionsOf(flags: LabFlags): LabOptions {
  const ports = {
    ...given("serviceBus", flags["servicebus-port"]),
    ...given("cosmos", flags["cosmos-port"]),
    ...given("control", flags["control-port"]),
  };
  return {
    ...given("config", flags.config),
    ...given("lag", flags.lag),
    ...given("seed", flags.seed),
    ...given("host", flags.host),
    ...given("data", flags.data),
    ...given("otlp", flags.otlp),
    ports,
  };
}

function given<K extends string, V>(
  name: K,
  value: V | undefined,
): { readonly [Name in K]?: V } {
  return (value === undefined ? {} : { [name]: value }) as {
    readonly [Name in K]?: V;
  };
}
