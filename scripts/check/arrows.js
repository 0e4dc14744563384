// Who may import whom. Anything that is not in these tables is an error of `npx eslint .`.
import importX from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/**
 * Parts, with the parts they may import. What `extension` starts as a process or copies as a file is
 * no import. `eslint-plugin` and `session-token` are installed alone by users: they depend on nothing
 * of ours. `test` may import everything, and nothing may import it.
 *
 * @type {Record<string, string[]>}
 */
const parts = {
  "session-token": [],
  "eslint-plugin": [],
  lab: ["session-token", "instrumentation"],
  instrumentation: ["session-token"],
  snippets: [],
  extension: ["eslint-plugin", "session-token"],
};

/**
 * The parts that npm knows, by the name under which another part would import them.
 *
 * @type {Record<string, string>}
 */
const packageNames = {
  "session-token": "cosmos-session-token",
  "eslint-plugin": "eslint-plugin-cosmos-session",
  lab: "cosmos-session-lab",
  instrumentation: "cosmos-session-instrumentation",
};

/**
 * Layers of eslint-plugin/src, with the layers they may import. Files at the top of src that are not
 * named here (index.ts) bring the layers together and may import all.
 *
 * @type {Record<string, string[]>}
 */
const layers = {
  sdk: [],
  analysis: ["sdk"],
  messages: ["analysis"], // types only: see importsOfLayer
  edit: ["analysis", "sdk"],
  rules: ["analysis", "edit", "messages", "sdk"],
  cli: ["analysis", "edit", "messages", "sdk"],
  "editor.ts": ["analysis", "edit", "messages", "sdk"],
};

const src = "eslint-plugin/src";

/** What the extension takes of other parts, it takes through what they offer to everybody. */
const doorsOfExtension = [
  {
    target: "extension",
    from: "eslint-plugin",
    except: ["./src/editor.ts"],
    message:
      "The editor may take eslint-plugin/src/editor.ts only: what others get as ./analysis.",
  },
  {
    target: "extension",
    from: "session-token",
    except: ["./src/index.ts"],
    message: "The editor may take session-token/src/index.ts only.",
  },
];

/** What lab and preload both do inside of programs, and the form in which both report, stands once. */
const doorsOfLab = [
  {
    target: "lab",
    from: "instrumentation",
    except: [
      "./src/callSites",
      "./src/cosmos/onRequestHead.ts",
      "./src/otlp/Span.ts",
    ],
    message:
      "The lab may take the instrumentation's call sites, request heads and spans only, by their path.",
  },
];

/**
 * @typedef {{ regex: string, message: string, allowTypeImports?: boolean }} Pattern
 * @typedef {import("eslint").Linter.Config} Config
 */

/**
 * @param {string} root folder of the workspace; a test passes a copy
 * @returns {Config[]}
 */
export function arrows(root) {
  const zones = [
    ...zonesOfParts(),
    ...zonesOfLayers(),
    ...doorsOfExtension,
    ...doorsOfLab,
  ];
  return [
    {
      name: "arrows/paths",
      files: ["**/*.{ts,js,mjs}"],
      plugins: {
        "import-x": /** @type {any} */ (importX),
        "@typescript-eslint": /** @type {any} */ (tseslint.plugin),
      },
      settings: {
        "import-x/extensions": [".ts", ".js", ".mjs"],
        "import-x/parsers": { "@typescript-eslint/parser": [".ts"] },
        "import-x/resolver-next": [
          importX.createNodeResolver({ extensions: [".ts", ".js", ".mjs"] }),
        ],
      },
      rules: {
        // Packages from npm cannot import us; reading them would take longer than all the rest.
        "import-x/no-cycle": ["error", { ignoreExternal: true }],
        "import-x/no-restricted-paths": ["error", { basePath: root, zones }],
      },
    },
    ...Object.keys(parts).map((part) =>
      restrictImports([`${part}/**`], [], importsOfPart(part)),
    ),
    ...[".", ...Object.keys(layers)].map((layer) => {
      const files = layer.endsWith(".ts") ? layer : `${layer}/**`;
      return restrictImports(
        [layer === "." ? `${src}/**` : `${src}/${files}`],
        ["**/*.test.ts"],
        [...importsOfPart("eslint-plugin"), ...importsOfLayer(layer)],
      );
    }),
  ];
}

function zonesOfParts() {
  return Object.entries(parts).map(([part, allowed]) => ({
    target: part,
    from: [...Object.keys(parts), "test"].filter(
      (other) => other !== part && !allowed.includes(other),
    ),
    message: `${part}/ may import ${list(allowed)}.`,
  }));
}

function zonesOfLayers() {
  return Object.entries(layers).map(([layer, allowed]) => ({
    target: `${src}/${layer}`,
    from: src,
    except: [layer, ...allowed].map((other) => `./${other}`),
    message: `${src}/${layer} may import ${list(allowed)}.`,
  }));
}

/**
 * @param {string} part
 * @returns {Pattern[]}
 */
function importsOfPart(part) {
  const patterns = Object.entries(packageNames)
    .filter(
      ([other]) =>
        other !== part &&
        // Not published: what is taken of it becomes part of the lab's own files.
        (!parts[part]?.includes(other) || other === "instrumentation"),
    )
    .map(([, packageName]) => ({
      regex: `^${packageName}(/|$)`,
      message: `${part}/ may import ${list(parts[part] ?? [])}.`,
    }));
  if (part === "extension") {
    patterns.push({
      regex: `^${packageNames["eslint-plugin"]}$`,
      message: "The editor may call the subpath ./analysis only.",
    });
  }
  return patterns;
}

/**
 * What the plugin may take from other packages; its tests may take more.
 *
 * @param {string} layer
 * @returns {Pattern[]}
 */
function importsOfLayer(layer) {
  const patterns = [
    {
      regex: "^@typescript-eslint/",
      allowTypeImports: true,
      message: "Types only: to load it costs 180 ms on each start of ESLint.",
    },
    {
      regex: "^typescript$",
      allowTypeImports: true,
      message: "Types only: users of TypeScript 7 have no such API.",
    },
    {
      regex: "^eslint(/|$)",
      allowTypeImports: !["analysis", "edit", "sdk"].includes(layer),
      message: `${src}/${layer} runs without ESLint, in editors and on the command line.`,
    },
  ];
  if (layer === "messages") {
    patterns.push({
      regex: "/analysis/",
      allowTypeImports: true,
      message: "Messages know the shape of a finding and nothing that runs.",
    });
  }
  return patterns;
}

/**
 * @param {string[]} files
 * @param {string[]} ignores
 * @param {Pattern[]} patterns
 * @returns {Config}
 */
function restrictImports(files, ignores, patterns) {
  return {
    name: `arrows/${files.join()}`,
    files,
    ignores,
    rules: {
      "@typescript-eslint/no-restricted-imports": ["error", { patterns }],
    },
  };
}

/** @param {string[]} names */
function list(names) {
  return names.length > 0 ? `only ${names.join(", ")}` : "nothing of ours";
}
