import js from "@eslint/js";
import eslintPlugin from "eslint-plugin-eslint-plugin";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";
import { arrows } from "./scripts/check/arrows.js";

/** @type {Record<string, "off">} */
const unsafeOff = {
  "@typescript-eslint/no-unsafe-argument": "off",
  "@typescript-eslint/no-unsafe-assignment": "off",
  "@typescript-eslint/no-unsafe-call": "off",
  "@typescript-eslint/no-unsafe-member-access": "off",
  "@typescript-eslint/no-unsafe-return": "off",
  "@typescript-eslint/restrict-plus-operands": "off",
};

export default defineConfig(
  globalIgnores([
    "**/dist/",
    "**/fixtures/",
    ".cache/",
    "test/samples/",
    "test/scenarios/programs/*/src/",
  ]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // A number in a message is as plain as a word. Everything else stays forbidden.
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true },
      ],
      // `() => server.close()` says more in one line than a block would.
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true },
      ],
      // A function of an interface that answers a promise may have nothing to wait for.
      "@typescript-eslint/require-await": "off",
      // With noUncheckedIndexedAccess every index is perhaps undefined. Where a table was filled by its
      // own ids, `table[id]!` says so; the other way is a branch that no test can reach.
      "@typescript-eslint/no-non-null-assertion": "off",
      // The compiler knows every global of Node better than a list.
      "no-undef": "off",
    },
  },
  {
    name: "scripts read JSON, whose shape their doc comments say",
    files: ["**/*.{js,mjs}"],
    rules: unsafeOff,
  },
  {
    name: "the lowering reads the trees of two parsers, which share no type (tree.ts)",
    files: ["eslint-plugin/src/analysis/lower/*.ts"],
    rules: unsafeOff,
  },
  {
    name: "rules of the plugin",
    files: ["eslint-plugin/src/rules/*.ts"],
    ...eslintPlugin.configs.recommended,
    rules: {
      ...eslintPlugin.configs.recommended.rules,
      "eslint-plugin/require-meta-default-options": "error",
      "eslint-plugin/require-meta-docs-description": "error",
      "eslint-plugin/require-meta-docs-url": "error",
      "eslint-plugin/require-meta-schema-description": "error",
      "eslint-plugin/require-test-error-positions": "error",
      "eslint-plugin/consistent-output": "error",
    },
  },
  arrows(import.meta.dirname),
);
