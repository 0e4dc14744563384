import assert from "node:assert/strict";

import { createRandom } from "../../replication/random.ts";
import { findChild, readXml, XmlError } from "./readXml.ts";
import { escapeXml } from "./writeXml.ts";

describe("reading XML", function () {
  // Much work for a machine that has other work.

  it("gives elements, attributes and text without their prefixes", () => {
    const root = readXml(
      `<?xml version="1.0"?><!-- c --><a:entry xmlns:a="u" a:type='x y' b="&lt;1&gt;"> t<c/>u </a:entry>\n`,
    );
    assert.equal(root.name, "entry");
    assert.deepEqual(
      [...root.attributes],
      [
        ["type", "x y"],
        ["b", "<1>"],
      ],
    );
    assert.equal(root.text, " tu ");
    assert.equal(findChild(root, "c")?.text, "");
    assert.equal(findChild(root, "d"), undefined);
  });

  it("knows the five entities of XML, numbers, and CDATA", () => {
    const root = readXml(
      "<a>&amp;&lt;&gt;&quot;&apos;&#65;&#x1F600;<![CDATA[<&amp;]]></a>",
    );
    assert.equal(root.text, `&<>"'A😀<&amp;`);
  });

  it("gives back what was escaped", () => {
    const text = `<a> & "b" 'c' ü 😀 ]]> \n`;
    assert.equal(
      readXml(`<a b="${escapeXml(text)}">x</a>`).attributes.get("b"),
      text,
    );
    assert.equal(readXml(`<a>${escapeXml(text)}</a>`).text, text);
    assert.equal(escapeXml("\u0000\u001f"), "\ufffd\ufffd");
  });

  for (const [source, words] of [
    ["", "no element"],
    ["hello", "outside of the root"],
    ["<a>", "<a> has no end"],
    ["<a></b>", "closes nothing"],
    ["</a>", "closes nothing"],
    ["<a/><b/>", "a second root"],
    ["<a b=c/>", "no tag"],
    ["<a>&b;</a>", "an entity that is not known"],
    ["<a>& b</a>", "an entity that is not known"],
    ["<!DOCTYPE a><a/>", "no tag"],
    ["<a".repeat(100), "no tag"],
    ["<a>".repeat(100), "nested too deep"],
    ["<![CDATA[a]]>", "outside of the root"],
  ] as const) {
    it(`refuses ${source.slice(0, 30) || "nothing"}: ${words}`, () => {
      assert.throws(
        () => readXml(source),
        (error) => error instanceof XmlError && error.message.includes(words),
      );
    });
  }

  it("reads or refuses what chance makes of a document", () => {
    const random = createRandom(3);
    const whole = `<entry xmlns="a"><content type="b"><Q i:t='c'>&amp;<![CDATA[d]]><!-- e --></Q></content></entry>`;
    let read = 0;
    for (let round = 0; round < 5_000; round++) {
      const from = Math.floor(random.next() * whole.length);
      const to = from + Math.floor(random.next() * 3);
      const inserted = random.pick(["", "<", ">", "&", "/", '"', "x", "<!"]);
      try {
        readXml(whole.slice(0, from) + inserted + whole.slice(to));
        read += 1;
      } catch (error) {
        assert.ok(error instanceof XmlError, String(error));
      }
    }
    assert.ok(read > 100, String(read));
  });

  it("takes no long time for many attributes that end badly", () => {
    assert.throws(() => readXml(`<a ${'b="c" '.repeat(20_000)}`), XmlError);
    assert.throws(() => readXml(`<a ${"b ".repeat(60_000)}`), XmlError);
    assert.throws(() => readXml(`<${"a".repeat(200_000)}`), XmlError);
    assert.throws(() => readXml("<!--".repeat(50_000)), XmlError);
  });
});
