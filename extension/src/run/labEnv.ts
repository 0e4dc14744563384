import type { LabAddresses } from "../sources/lab/startLabProcess.ts";

/** The names under which most programs look for their connections; no SDK reads one by itself. */
export type LabEnv = Readonly<
  Record<
    | "COSMOS_CONNECTION_STRING"
    | "COSMOS_ENDPOINT"
    | "COSMOS_KEY"
    | "SERVICE_BUS_CONNECTION_STRING"
    | "SERVICEBUS_CONNECTION_STRING",
    string
  >
>;

/** What leads a program to the lab, where it takes its connections from the environment. */
export function labEnv({
  serviceBus,
  cosmos,
}: Pick<LabAddresses, "serviceBus" | "cosmos">): LabEnv {
  const valueOf = (name: string): string =>
    new RegExp(`(?:^|;)${name}=([^;]*)`).exec(cosmos.connectionString)?.[1] ??
    "";
  return {
    COSMOS_CONNECTION_STRING: cosmos.connectionString,
    COSMOS_ENDPOINT: valueOf("AccountEndpoint"),
    COSMOS_KEY: valueOf("AccountKey"),
    SERVICE_BUS_CONNECTION_STRING: serviceBus.connectionString,
    SERVICEBUS_CONNECTION_STRING: serviceBus.connectionString,
  };
}
