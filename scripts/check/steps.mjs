import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { npm, runOrThrow, tool } from "./command.mjs";
import { installNode } from "./installNode.mjs";
import { findTestFiles, listFolders, listParts } from "./parts.mjs";
import { cache, root } from "./paths.mjs";

/** @typedef {import("./runStep.mjs").Step} Step */

/** For a test that hangs. Mocha's own two seconds would fail sound tests on a busy machine. */
const TEST_LIMIT_MS = 60_000;

/**
 * All steps of `npm test`, in order: the quick ones that need nothing first, then what is built and
 * packed, then the tests.
 *
 * @param {string[]} nodeVersions `["22"]`: run the tests again under these
 * @returns {Step[]}
 */
export function listSteps(nodeVersions) {
  const parts = listParts();
  const published = parts.filter((part) => part.isPublished);
  const typed = [".", ...listFolders()].filter((folder) =>
    existsSync(path.join(root, folder, "tsconfig.json")),
  );
  const tested = listFolders().filter(
    (folder) => findTestFiles(folder).length > 0,
  );
  return [
    {
      name: "format (prettier)",
      commands: () => [tool("prettier", "prettier", "--check", ".")],
      repair: 'Run "npx prettier --write .".',
    },
    ...typed.map((folder) => ({
      name: `types: ${folder === "." ? "scripts" : folder}`,
      commands: () => [tool("typescript", "tsc", "-p", folder)],
      repair: `Run "npx tsc -p ${folder}" and mend what it names.`,
    })),
    {
      name: "lint (our own code, and the arrows between parts)",
      commands: () => [tool("eslint", "eslint", ".", "--max-warnings=0")],
      repair:
        'Run "npx eslint . --fix", then mend by hand what is left. The arrows are in scripts/check/arrows.js.',
    },
    {
      name: "unused code and dependencies (knip)",
      commands: () => [tool("knip", "knip", "--no-progress")],
      repair:
        'Run "npx knip" and delete what it names; "npx knip --fix" does it for exports.',
    },
    {
      name: "build",
      commands: () => [npm("run", "build", "--workspaces", "--if-present")],
      repair: 'Run "npm run build --workspaces --if-present".',
    },
    ...published.map(publishStep),
    ...tested.map((folder) => ({
      name: `tests: ${folder}`,
      commands: () => [
        mocha(process.execPath, report(folder), findTestFiles(folder)),
      ],
      mochaReport: report(folder),
      repair: `Run "npx mocha FILE -g 'NAME OF THE TEST'" with a file of ${folder}/.`,
    })),
    ...nodeVersions.map((version) => ({
      name: `tests on Node ${version}`,
      commands: () => [
        mocha(
          installNode(version),
          report(`node-${version}`),
          tested.flatMap(findTestFiles),
        ),
      ],
      mochaReport: report(`node-${version}`),
      repair: `Run "npm run test:nodes -- --nodes=${version}".`,
    })),
  ];
}

/**
 * What is checked is the tarball that npm would publish, not the folder it is made from.
 *
 * @param {import("./parts.mjs").Part} part
 * @returns {Step}
 */
function publishStep({ folder, packageName }) {
  return {
    name: `package: ${packageName} (publint, attw)`,
    commands: () => {
      const tarball = pack(folder);
      return [
        tool("publint", "publint", "run", tarball, "--strict"),
        // Every resolution, "node10", too: it knows no "exports", and half of the public code that we
        // looked at is compiled with it (record 050).
        tool(
          "@arethetypeswrong/cli",
          "attw",
          tarball,
          "--no-definitely-typed",
          "--no-emoji",
          "--format=ascii",
        ),
      ];
    },
    repair: `Run "npm run build -w ${folder}", then mend the "exports" of ${folder}/package.json.`,
  };
}

/** @param {string} folder */
function pack(folder) {
  const target = path.join(cache, "pack", folder);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  runOrThrow(
    npm(
      "pack",
      "--loglevel=error",
      `--workspace=${folder}`,
      `--pack-destination=${target}`,
    ),
  );
  const { name, version, exports } = JSON.parse(
    readFileSync(path.join(root, folder, "package.json"), "utf8"),
  );
  // Both tools are content with a package that offers nothing.
  if (exports === undefined) {
    throw new Error(`${folder}/package.json has no "exports".`);
  }
  const file = `${name.replace("@", "").replace("/", "-")}-${version}.tgz`;
  return path.join(target, file);
}

/**
 * Mocha in the process itself: its own way to pass flags to Node starts a second process, which
 * would outlive a time limit.
 *
 * @param {string} node
 * @param {string} reportFile
 * @param {string[]} files
 * @returns {import("./command.mjs").Command}
 */
function mocha(node, reportFile, files) {
  const { args } = tool("mocha", "mocha");
  return {
    file: node,
    args: [
      "--import=tsx",
      ...args,
      "--no-config",
      "--forbid-only",
      `--timeout=${TEST_LIMIT_MS}`,
      `--reporter=${path.join(root, "scripts/check/mochaReporter.mjs")}`,
      `--reporter-option=output=${reportFile}`,
      ...files,
    ],
  };
}

/** @param {string} name */
function report(name) {
  return path.join(cache, "mocha", `${name}.json`);
}
