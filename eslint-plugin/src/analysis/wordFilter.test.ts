import assert from "node:assert/strict";
import { WordFilter } from "./wordFilter.ts";

describe("WordFilter", () => {
  it("holds every word of the text, the last one too", () => {
    const words = new WordFilter("class Orders$2 extends Base_1 {} new Last");
    for (const word of ["class", "Orders$2", "extends", "Base_1", "Last"])
      assert.equal(words.mayHold(word), true, word);
  });

  it("tells most words that the text does not have", () => {
    const text = Array.from(
      { length: 2_000 },
      (_, index) => `const variable${index} = call${index}(argument);`,
    ).join("\n");
    const words = new WordFilter(text);
    const others = Array.from({ length: 1_000 }, (_, index) => `Class${index}`);
    const wrong = others.filter((name) => words.mayHold(name));
    assert.ok(wrong.length < 250, `${wrong.length} of 1,000`);
  });

  it("tells parts of words from words", () => {
    assert.equal(new WordFilter("OrdersOfToday").mayHold("Orders"), false);
  });

  it("knows nothing of names with other letters than those of ASCII", () => {
    assert.equal(new WordFilter("class Bestellung {}").mayHold("Größe"), true);
  });

  it("holds nothing of an empty text", () => {
    assert.equal(new WordFilter("").mayHold("Orders"), false);
  });
});
