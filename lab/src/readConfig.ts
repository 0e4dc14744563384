import { readFileSync } from "node:fs";
import {
  LabRequestError,
  type CosmosConfig,
  type LagSettings,
  type ServiceBusConfig,
} from "./config.ts";
import { array, object, string, Wrong, type Check } from "./control/shape.ts";
import { checkCosmos, checkLag, checkServiceBus } from "./control/shapes.ts";

/** What a lab starts with; all of it may be left out. */
export interface LabConfig {
  readonly serviceBus?: ServiceBusConfig;
  readonly cosmos?: CosmosConfig;
  readonly lag?: LagSettings | readonly LagSettings[];
}

/**
 * Reads a configuration file: the official Service Bus emulator's `Config.json`, or ours.
 *
 * @throws {LabRequestError} `InvalidConfig`, naming the file, the place in it, and what to do.
 */
export function readConfigFile(file: string): LabConfig {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new LabRequestError(
      "InvalidConfig",
      `Cannot read the configuration "${file}": ${messageOf(error)}. Check the path given to --config.`,
    );
  }
  let value: unknown;
  try {
    // Case: a file saved by Windows Notepad, with a byte order mark.
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new LabRequestError(
      "InvalidConfig",
      `"${file}" is not JSON: ${messageOf(error)}. Comments and trailing commas are not allowed in it.`,
    );
  }
  return checkConfig(value, `"${file}"`);
}

/**
 * @param where how the value is called in an error, `"lab.json"`
 * @throws {LabRequestError} `InvalidConfig`
 */
export function checkConfig(value: unknown, where: string): LabConfig {
  try {
    return isEmulatorConfig(value)
      ? { serviceBus: checkEmulatorConfig(value, "") }
      : checkOurs(value, "");
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    throw new LabRequestError("InvalidConfig", `${where}: ${error.message}`);
  }
}

function isEmulatorConfig(value: unknown): boolean {
  return typeof value === "object" && value !== null && "UserConfig" in value;
}

/** `Logging` and whatever else stands there concerns the emulator alone. */
function checkEmulatorConfig(value: unknown, path: string): ServiceBusConfig {
  const { UserConfig } = value as { UserConfig: unknown };
  return checkServiceBus(UserConfig, `${path}UserConfig`);
}

const checkOurs: Check<LabConfig> = object<LabConfig>({
  optional: {
    serviceBus: checkServiceBus,
    cosmos: checkCosmos,
    lag: (value, path) =>
      Array.isArray(value)
        ? array(checkLag)(value, path)
        : checkLag(value, path),
    // For editors, which complete by it.
    ...{ $schema: string },
  },
});

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
