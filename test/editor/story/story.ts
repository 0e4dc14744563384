// The way of somebody who has a stale read, from the squiggle to the fresh read, walked in a real VS Code; the
// pictures of it go into the READMEs: npm run story [FOLDER]
import path from "node:path";
import { copyWorkspace } from "../host/copyWorkspace.ts";
import { launchBrowser } from "../host/openWorkbench.ts";
import { extension, prepareHost } from "../host/prepareHost.ts";
import { startServer } from "../host/startServer.ts";
import { Workbench } from "../host/Workbench.ts";
import { UserStory } from "./UserStory.ts";

const pictures = path.resolve(
  process.argv[2] ?? path.join(extension, "media/story"),
);
const host = await prepareHost();
if ("missing" in host) throw new Error(host.missing);
// tsx runs the sources as they are, so that what it does is seen at their lines.
const sample = copyWorkspace("orders", ["tsx"]);
const server = await startServer({
  settings: {
    "workbench.colorTheme": "Default Light Modern",
    "editor.minimap.enabled": false,
    "terminal.integrated.defaultProfile.linux": "bash",
    // Else the terminal is a drawing, which a script cannot read.
    "terminal.integrated.gpuAcceleration": "off",
  },
});
const browser = await launchBrowser(host.browser);
try {
  const workbench = await Workbench.open(browser, server.url, {
    folder: sample.folder,
    extension,
  });
  await new UserStory(workbench, pictures).tell();
} finally {
  await browser.close();
  await server.stop();
  sample.remove();
}
