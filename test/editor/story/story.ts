// The way of somebody who has a stale read, from the squiggle to the fresh read, walked in a real VS Code; the
// pictures of it go into the READMEs: npm run story [FOLDER]
import path from "node:path";
import { copyWorkspace } from "../host/copyWorkspace.ts";
import { extension, prepareHost } from "../host/prepareHost.ts";
import { startWorkbench } from "../host/startWorkbench.ts";
import { UserStory } from "./UserStory.ts";

const pictures = path.resolve(
  process.argv[2] ?? path.join(extension, "media/story"),
);
const host = await prepareHost();
if ("missing" in host) throw new Error(host.missing);
// tsx runs the sources as they are, so that what it does is seen at their lines.
const sample = copyWorkspace("orders", ["tsx"]);
try {
  const { workbench, close } = await startWorkbench(
    host.browser,
    { folder: sample.folder, extension },
    {
      settings: {
        "workbench.colorTheme": "Default Light Modern",
        "editor.minimap.enabled": false,
        "terminal.integrated.defaultProfile.linux": "bash",
        // Else the terminal is a drawing, which a script cannot read.
        "terminal.integrated.gpuAcceleration": "off",
      },
    },
  );
  try {
    await new UserStory(workbench, pictures).tell();
  } finally {
    await close();
  }
} finally {
  sample.remove();
}
