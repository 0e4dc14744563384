import path from "node:path";

/** A published suite, as it lies in a checkout of the SDKs. */
export interface Suite {
  readonly name: SuiteName;
  readonly packageName: string;
  /** Below the folder of the checkout. */
  readonly folder: string;
  /** Tests that look at the SDK alone, or that no program runs. */
  readonly exclude: readonly string[];
}

export type SuiteName = "cosmos" | "servicebus";

const suites: Readonly<Record<SuiteName, Suite>> = {
  cosmos: {
    name: "cosmos",
    packageName: "@azure/cosmos",
    folder: "sdk/cosmosdb/cosmos",
    exclude: ["test/internal/**"],
  },
  servicebus: {
    name: "servicebus",
    packageName: "@azure/service-bus",
    folder: "sdk/servicebus/service-bus",
    exclude: ["test/internal/{unit,node}/**", "test/internal/tracing.spec.ts"],
  },
};

export function suiteOf(name: string | undefined): Suite {
  if (name === "cosmos" || name === "servicebus") return suites[name];
  throw new Error(
    `There is no suite "${name ?? ""}". There are: ${Object.keys(suites).join(", ")}.`,
  );
}

/** Where the suite is, in the folder that README.md says how to make. */
export function placesOf({ folder, packageName }: Suite, root: string) {
  return {
    suite: path.join(root, "azure-sdk-for-js", folder),
    /** The ES modules of the published package: file by file what `src` is in the checkout. */
    published: path.join(root, "node_modules", packageName, "dist/esm"),
    vitest: path.join(root, "node_modules/vitest/vitest.mjs"),
  };
}
