/** The extension in a real VS Code. Its suites run inside of the extension host. */
import { copyWorkspace } from "./host/copyWorkspace.ts";
import { copyTwoRoots } from "./host/copyTwoRoots.ts";
import { reportSuite } from "./host/reportSuite.ts";

reportSuite("the suite in VS Code", "index.ts", () => copyWorkspace("orders"));
reportSuite("the suite in a workspace of two folders", "twoRoots.ts", () =>
  copyTwoRoots("orders", {
    "cosmosSession.rules": { "require-session-token": "error" },
    "cosmosSession.tokenProperty": "orderToken",
  }),
);
