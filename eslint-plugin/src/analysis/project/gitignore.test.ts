import assert from "node:assert/strict";
import { isIgnored, parseGitignore } from "./gitignore.ts";

function ignores(text: string, path: string, isFolder = false): boolean {
  return isIgnored(
    [{ folder: "", patterns: parseGitignore(text) }],
    path,
    isFolder,
  );
}

describe("isIgnored", () => {
  it("matches a name without a slash at any depth", () => {
    assert.equal(ignores("dist", "dist", true), true);
    assert.equal(ignores("dist", "packages/a/dist", true), true);
    assert.equal(ignores("dist", "distance", true), false);
    assert.equal(ignores("*.log", "a/b.log"), true);
    assert.equal(ignores("*.log", "a/b.logs"), false);
  });

  it("ties a pattern with a slash to its folder", () => {
    assert.equal(ignores("/dist", "dist", true), true);
    assert.equal(ignores("/dist", "a/dist", true), false);
    assert.equal(ignores("a/dist", "a/dist", true), true);
    assert.equal(ignores("a/dist", "b/a/dist", true), false);
  });

  it("takes a slash at the end for folders only", () => {
    assert.equal(ignores("build/", "build", true), true);
    assert.equal(ignores("build/", "build", false), false);
    assert.equal(ignores("a/build/", "a/build", true), true);
  });

  it("knows **", () => {
    assert.equal(ignores("**/gen", "a/b/gen", true), true);
    assert.equal(ignores("**/gen", "gen", true), true);
    assert.equal(ignores("a/**/b", "a/b"), true);
    assert.equal(ignores("a/**/b", "a/x/y/b"), true);
    assert.equal(ignores("a/**", "a/x/y"), true);
    assert.equal(ignores("a/**", "a", true), false);
    assert.equal(ignores("a**b", "axb"), true);
    assert.equal(ignores("a/x**y", "a/x/y"), false);
  });

  it("lets the last pattern decide, and ! take back", () => {
    assert.equal(ignores("*.js\n!keep.js", "keep.js"), false);
    assert.equal(ignores("!keep.js\n*.js", "keep.js"), true);
    assert.equal(ignores("/*\n!/src", "src", true), false);
  });

  it("reads comments, blanks, escapes and Windows line ends", () => {
    assert.equal(ignores("# dist\r\nout  \r\n", "out", true), true);
    assert.equal(ignores("# dist\r\nout", "# dist"), false);
    assert.equal(ignores("\\#a", "#a"), true);
    assert.equal(ignores("\\!a", "!a"), true);
    assert.equal(ignores("a\\ ", "a "), true);
  });

  it("knows ? and character sets", () => {
    assert.equal(ignores("a?.ts", "ab.ts"), true);
    assert.equal(ignores("a?b", "a/b"), false);
    assert.equal(ignores("*.[jt]s", "a.ts"), true);
    assert.equal(ignores("*.[!jt]s", "a.ts"), false);
    assert.equal(ignores("v[0-9]", "v7", true), true);
  });

  it("lets a pattern that cannot be read match nothing", () => {
    assert.equal(ignores("[\n[z-a]\n\\", "a"), false);
    assert.equal(ignores("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"), false);
  });

  it("knows several stars in one name", () => {
    assert.equal(ignores("*.min.*.js", "a.min.b.min.c.js"), true);
    assert.equal(ignores("a*b*c", "abbc"), true);
    assert.equal(ignores("a*b*c", "ab/c"), false);
    assert.equal(ignores("*a*/b*b*/c", "xaa/bxb/c"), true);
    assert.equal(ignores("*[*]*x", "a*bx"), true);
    assert.equal(ignores("*\\**x", "a*bx"), true);
  });

  it("answers at once for a pattern of many stars", () => {
    assert.equal(ignores("*a*a*a*a*a*a*a*a*a*a*b", "a".repeat(250)), false);
    assert.equal(ignores("**/a/**/a/**/a/**/b", "a/".repeat(40) + "c"), false);
  });

  it("lets a deeper file overrule the one above, for its own folder only", () => {
    const files = [
      { folder: "", patterns: parseGitignore("gen") },
      { folder: "a", patterns: parseGitignore("!gen\n/only-here") },
    ];
    assert.equal(isIgnored(files, "a/gen", true), false);
    assert.equal(isIgnored(files, "b/gen", true), true);
    assert.equal(isIgnored(files, "a/only-here", true), true);
    assert.equal(isIgnored(files, "b/only-here", true), false);
  });
});
