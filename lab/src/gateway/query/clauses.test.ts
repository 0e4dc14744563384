import { describe } from "mocha";
import { results } from "../../../test-support/queryTable.ts";
import type { Item } from "./Query.ts";

const andersen: Item = {
  id: "AndersenFamily",
  lastName: "Andersen",
  parents: [{ firstName: "Thomas" }, { firstName: "Mary Kay" }],
  children: [
    { firstName: "Henriette", grade: 5, pets: [{ givenName: "Fluffy" }] },
  ],
  address: { state: "WA", city: "Seattle" },
  isRegistered: true,
};
const wakefield: Item = {
  id: "WakefieldFamily",
  parents: [{ familyName: "Wakefield" }, { familyName: "Miller" }],
  children: [
    { givenName: "Jesse", grade: 1, pets: [{ givenName: "Goofy" }] },
    { givenName: "Lisa", grade: 8 },
  ],
  address: { state: "NY", city: "NY", "zip code": "10011" },
  isRegistered: false,
  order: 7,
};

describe("SELECT, FROM and WHERE", () => {
  results(
    [andersen, wakefield],
    [
      ["SELECT * FROM Families f", [andersen, wakefield]],
      ["SELECT * FROM c WHERE c.id = 'WakefieldFamily'", [wakefield]],
      ["SELECT f.id FROM f WHERE f.isRegistered", [{ id: "AndersenFamily" }]],
      [
        "select value f.id from f where not f.isRegistered",
        ["WakefieldFamily"],
      ],
      ["SELECT VALUE f.order FROM f".replace(".order", '["order"]'), [7]],
      ["SELECT c.missing FROM c", [{}, {}]],
      ["SELECT VALUE c.missing FROM c", []],
      ["SELECT c.lastName AS name FROM c", [{ name: "Andersen" }, {}]],
      [
        "SELECT c.lastName name FROM c WHERE c.isRegistered",
        [{ name: "Andersen" }],
      ],
      [
        "SELECT c.id 'the id' FROM c WHERE c.isRegistered",
        [{ "the id": "AndersenFamily" }],
      ],
      ["SELECT c.address.city FROM c", [{ city: "Seattle" }, { city: "NY" }]],
      ["SELECT c['address']['zip code'] FROM c", [{}, { "zip code": "10011" }]],
      ["SELECT c.children[0].grade FROM c", [{ grade: 5 }, { grade: 1 }]],
      [
        "SELECT c.children[1] FROM c",
        [{}, { $1: { givenName: "Lisa", grade: 8 } }],
      ],
      [
        "SELECT c.address.city = c.address.state FROM c",
        [{ $1: false }, { $1: true }],
      ],
      [
        "SELECT 1, c.id, 'x' FROM c WHERE c.isRegistered",
        [{ $1: 1, id: "AndersenFamily", $2: "x" }],
      ],
      ["SELECT c FROM c WHERE c.isRegistered", [{ c: andersen }]],
      [
        "SELECT {state: c.address.state, more: [c.lastName]} AS o FROM c",
        [
          { o: { state: "WA", more: ["Andersen"] } },
          { o: { state: "NY", more: [] } },
        ],
      ],
      [
        "SELECT VALUE {id: c.id} FROM c",
        [{ id: "AndersenFamily" }, { id: "WakefieldFamily" }],
      ],
      ["SELECT VALUE 'Hello'", ["Hello"]],
      ["SELECT 'a' AS a, {b: 1} AS b", [{ a: "a", b: { b: 1 } }]],
      [
        "SELECT VALUE c.address.state FROM c WHERE c.lastName = 'Andersen' OR c.order2 = 1",
        ["WA"],
      ],
      ["SELECT VALUE c.id FROM c WHERE c.lastName != 'X'", ["AndersenFamily"]],
      [
        "SELECT VALUE c.id FROM c WHERE NOT (c.lastName = 'X')",
        ["AndersenFamily"],
      ],
      [
        "SELECT VALUE c.id FROM c WHERE IS_DEFINED(c.lastName) = false",
        ["WakefieldFamily"],
      ],
      [
        "SELECT VALUE c.id FROM c WHERE c.address = {city: 'Seattle', state: 'WA'}",
        ["AndersenFamily"],
      ],
      ["SELECT VALUE c.id FROM c WHERE c.id", []],
      [
        "SELECT VALUE c.id FROM c WHERE 1 = 1",
        ["AndersenFamily", "WakefieldFamily"],
      ],
      [
        "SELECT * FROM Families.address",
        [andersen["address"], wakefield["address"]],
      ],
      [
        "SELECT address.city FROM Families.address WHERE address.state = 'WA'",
        [{ city: "Seattle" }],
      ],
      ["SELECT VALUE a FROM Families.address.city a", ["Seattle", "NY"]],
      ["SELECT VALUE f.firstName FROM Families.parents[0] f", ["Thomas"]],
      ["SELECT * FROM Families.nowhere", []],
      ["SELECT VALUE x.grade FROM x IN Families.children", [5, 1, 8]],
      [
        "SELECT x.givenName FROM x IN Families.children WHERE x.grade = 8",
        [{ givenName: "Lisa" }],
      ],
      [
        "SELECT * FROM p IN Families.children WHERE p.grade < 5",
        [{ givenName: "Jesse", grade: 1, pets: [{ givenName: "Goofy" }] }],
      ],
      ["SELECT VALUE x FROM x IN Families.address", []],
    ],
  );
});

describe("JOIN", () => {
  results(
    [andersen, wakefield],
    [
      [
        "SELECT f.id FROM f JOIN c IN f.children",
        [
          { id: "AndersenFamily" },
          { id: "WakefieldFamily" },
          { id: "WakefieldFamily" },
        ],
      ],
      [
        "SELECT VALUE c.grade FROM f JOIN c IN f.children WHERE f.address.state = 'NY'",
        [1, 8],
      ],
      [
        "SELECT f.id, p.givenName FROM Families f JOIN c IN f.children JOIN p IN c.pets",
        [
          { id: "AndersenFamily", givenName: "Fluffy" },
          { id: "WakefieldFamily", givenName: "Goofy" },
        ],
      ],
      [
        "SELECT VALUE f.id FROM f JOIN f.children",
        ["AndersenFamily", "WakefieldFamily"],
      ],
      ["SELECT VALUE f.id FROM f JOIN x IN f.nothing", []],
      [
        "SELECT VALUE f.id FROM f JOIN c IN f.children JOIN p IN f.parents WHERE c.grade = 8",
        ["WakefieldFamily", "WakefieldFamily"],
      ],
      [
        "SELECT VALUE [a.grade, b.grade] FROM f JOIN a IN f.children JOIN b IN f.children WHERE a.grade < b.grade",
        [[1, 8]],
      ],
      [
        "SELECT VALUE t.grade FROM f JOIN t IN (SELECT VALUE c FROM c IN f.children WHERE c.grade > 4)",
        [5, 8],
      ],
      [
        "SELECT VALUE t.grade FROM f JOIN (SELECT VALUE c FROM c IN f.children WHERE c.grade > 4) AS t",
        [5, 8],
      ],
      [
        "SELECT VALUE COUNT(1) FROM f JOIN (SELECT VALUE c FROM c IN f.children)",
        [3],
      ],
      [
        "SELECT f.address.state, r.name FROM f JOIN r IN (SELECT VALUE [{s: 'WA', name: 'Washington'}, {s: 'NY', name: 'New York'}]) WHERE r.s = f.address.state",
        [
          { state: "WA", name: "Washington" },
          { state: "NY", name: "New York" },
        ],
      ],
      [
        "SELECT VALUE n FROM f JOIN (SELECT COUNT(1) AS k FROM c IN f.children) AS n",
        [{ k: 1 }, { k: 2 }],
      ],
    ],
  );
});

describe("a subquery", () => {
  results(
    [andersen, wakefield],
    [
      ["SELECT VALUE (SELECT VALUE 1)", [1]],
      [
        "SELECT (SELECT VALUE COUNT(1) FROM c IN f.children) AS n FROM f",
        [{ n: 1 }, { n: 2 }],
      ],
      [
        "SELECT VALUE (SELECT COUNT(1) AS k FROM c IN f.children) FROM f",
        [{ k: 1 }, { k: 2 }],
      ],
      [
        "SELECT VALUE f.id FROM f WHERE (SELECT VALUE COUNT(1) FROM c IN f.children) > 1",
        ["WakefieldFamily"],
      ],
      [
        "SELECT VALUE (SELECT TOP 1 VALUE c.grade FROM c IN f.children WHERE c.grade > 100) FROM f",
        [],
      ],
      [
        "SELECT VALUE f.id FROM f WHERE EXISTS(SELECT VALUE c FROM c IN f.children WHERE c.grade = 8)",
        ["WakefieldFamily"],
      ],
      [
        "SELECT VALUE f.id FROM f WHERE NOT EXISTS(SELECT VALUE c FROM c IN f.children WHERE c.grade = 8)",
        ["AndersenFamily"],
      ],
      [
        "SELECT VALUE EXISTS(SELECT VALUE p FROM p IN f.pets) FROM f",
        [false, false],
      ],
      [
        "SELECT VALUE ARRAY(SELECT VALUE c.grade FROM c IN f.children) FROM f",
        [[5], [1, 8]],
      ],
      [
        "SELECT VALUE ARRAY(SELECT c.grade FROM c IN f.children WHERE c.grade < 5) FROM f",
        [[], [{ grade: 1 }]],
      ],
      [
        "SELECT VALUE ARRAY(SELECT DISTINCT VALUE c.pets[0].givenName FROM c IN f.children) FROM f",
        [["Fluffy"], ["Goofy"]],
      ],
      [
        "SELECT VALUE ARRAY(SELECT TOP 1 VALUE c.grade FROM c IN f.children) FROM f",
        [[5], [1]],
      ],
      [
        "SELECT VALUE ARRAY(SELECT VALUE ARRAY(SELECT VALUE p.givenName FROM p IN c.pets) FROM c IN f.children) FROM f",
        [[["Fluffy"]], [["Goofy"], []]],
      ],
      [
        "SELECT VALUE (SELECT VALUE SUM(c.grade) FROM c IN f.children) FROM f",
        [5, 9],
      ],
      [
        "SELECT VALUE x.city FROM (SELECT VALUE f.address FROM f) AS x",
        ["Seattle", "NY"],
      ],
      [
        "SELECT VALUE x FROM (SELECT f.id FROM f WHERE f.isRegistered) x",
        [{ id: "AndersenFamily" }],
      ],
      [
        "SELECT VALUE COUNT(1) FROM (SELECT DISTINCT VALUE c.grade > 3 FROM c IN f.children)",
        [2],
      ],
      [
        "SELECT s.big FROM f JOIN (SELECT VALUE {big: MAX(c.grade)} FROM c IN f.children) AS s",
        [{ big: 5 }, { big: 8 }],
      ],
      [
        "SELECT VALUE f.id FROM f WHERE ARRAY_LENGTH(ARRAY(SELECT VALUE c FROM c IN f.children WHERE IS_DEFINED(c.pets))) = ARRAY_LENGTH(f.children)",
        ["AndersenFamily"],
      ],
    ],
  );
});

/** One of each type, in no order. */
const kinds: Item[] = [
  { id: "object", x: { a: 2 } },
  { id: "string b", x: "b" },
  { id: "true", x: true },
  { id: "array", x: [1] },
  { id: "null", x: null },
  { id: "2", x: 2 },
  { id: "nothing" },
  { id: "false", x: false },
  { id: "string B", x: "B" },
  { id: "-1", x: -1 },
];

describe("ORDER BY", () => {
  results(kinds, [
    [
      "SELECT VALUE c.id FROM c ORDER BY c.x",
      [
        "nothing",
        "null",
        "false",
        "true",
        "-1",
        "2",
        "string B",
        "string b",
        "array",
        "object",
      ],
    ],
    [
      "SELECT VALUE c.id FROM c ORDER BY c.x DESC",
      [
        "object",
        "array",
        "string b",
        "string B",
        "2",
        "-1",
        "true",
        "false",
        "null",
        "nothing",
      ],
    ],
    [
      "SELECT VALUE c.id FROM c WHERE IS_NUMBER(c.x) ORDER BY c.x ASC",
      ["-1", "2"],
    ],
    [
      "SELECT TOP 2 VALUE c.x FROM c WHERE IS_DEFINED(c.x) ORDER BY c.x",
      [null, false],
    ],
    ["SELECT VALUE c.id FROM c ORDER BY c.x OFFSET 3 LIMIT 2", ["true", "-1"]],
    [
      "SELECT VALUE c.id FROM c ORDER BY c['x'] DESC OFFSET 8 LIMIT 100",
      ["null", "nothing"],
    ],
  ]);
  results(
    [
      { id: "1", a: 1, b: "x" },
      { id: "2", a: 2, b: "x" },
      { id: "3", a: 1, b: "y" },
      { id: "4", a: 2, b: "y" },
    ],
    [
      [
        "SELECT VALUE c.id FROM c ORDER BY c.a DESC, c.b ASC",
        ["2", "4", "1", "3"],
      ],
      ["SELECT VALUE c.id FROM c ORDER BY c.b, c.a DESC", ["2", "1", "4", "3"]],
      ["SELECT VALUE c.id FROM c ORDER BY c.a", ["1", "3", "2", "4"]],
      ["SELECT VALUE c.id FROM c ORDER BY c.a DESC", ["4", "2", "3", "1"]],
      ["SELECT DISTINCT VALUE c.b FROM c ORDER BY c.b DESC", ["y", "x"]],
    ],
  );
});

const sales: Item[] = [
  { id: "1", shop: "A", kind: "tea", price: 2, sold: true },
  { id: "2", shop: "B", kind: "tea", price: 4, note: null },
  { id: "3", shop: "A", kind: "pie", price: 6, sold: false },
  { id: "4", shop: "B", kind: "pie" },
];

describe("an aggregate", () => {
  results(sales, [
    ["SELECT VALUE COUNT(1) FROM c", [4]],
    ["SELECT COUNT(1) FROM c", [{ $1: 4 }]],
    ["SELECT COUNT(1) AS n, SUM(c.price) FROM c", [{ n: 4, $1: 12 }]],
    ["SELECT VALUE COUNT(c.price) FROM c", [3]],
    ["SELECT VALUE COUNT(c.note) FROM c", [1]],
    ["SELECT VALUE COUNT(c) FROM c WHERE c.price > 100", [0]],
    ["SELECT VALUE SUM(c.price) FROM c", [12]],
    ["SELECT VALUE SUM(c.price * 2) FROM c WHERE c.shop = 'A'", [16]],
    ["SELECT VALUE SUM(c.shop) FROM c", []],
    ["SELECT VALUE SUM(c.note) FROM c", []],
    ["SELECT VALUE SUM(c.missing) FROM c", [0]],
    ["SELECT VALUE AVG(c.price) FROM c", [4]],
    ["SELECT VALUE AVG(c.missing) FROM c", []],
    ["SELECT VALUE AVG(c.kind) FROM c", []],
    ["SELECT VALUE MIN(c.price) FROM c", [2]],
    ["SELECT VALUE MAX(c.price) FROM c", [6]],
    ["SELECT VALUE MIN(c.kind) FROM c", ["pie"]],
    ["SELECT VALUE MAX(c.sold) FROM c", [true]],
    ["SELECT VALUE MIN(c.missing) FROM c", []],
    ["SELECT VALUE MAX(c.sold ? c.price : c.shop) FROM c", ["B"]],
    ["SELECT VALUE MIN([c.price]) FROM c", []],
    ["SELECT VALUE COUNT(1) + 1 FROM c", [5]],
    [
      "SELECT VALUE {least: MIN(c.price), most: MAX(c.price)} FROM c",
      [{ least: 2, most: 6 }],
    ],
    ["SELECT MAX(c.price) - MIN(c.price) AS spread FROM c", [{ spread: 4 }]],
    ["SELECT VALUE COUNTIF(c.price > 3) FROM c", [2]],
    ["SELECT COUNT(1) AS n FROM c WHERE false", [{ n: 0 }]],
    ["SELECT AVG(c.price) AS mean FROM c WHERE false", [{}]],
    ["SELECT VALUE COUNT(1) FROM c OFFSET 1 LIMIT 1", []],
  ]);
});

describe("GROUP BY", () => {
  results(sales, [
    [
      "SELECT c.shop, COUNT(1) AS n FROM c GROUP BY c.shop",
      [
        { shop: "A", n: 2 },
        { shop: "B", n: 2 },
      ],
    ],
    ["SELECT c.shop FROM c GROUP BY c.shop", [{ shop: "A" }, { shop: "B" }]],
    ["SELECT VALUE c.shop FROM c GROUP BY c.shop", ["A", "B"]],
    [
      "SELECT COUNT(1) AS n, c.shop AS place FROM c GROUP BY c.shop",
      [
        { n: 2, place: "A" },
        { n: 2, place: "B" },
      ],
    ],
    [
      "SELECT c.shop, c.kind, SUM(c.price) AS total FROM c GROUP BY c.shop, c.kind",
      [
        { shop: "A", kind: "tea", total: 2 },
        { shop: "B", kind: "tea", total: 4 },
        { shop: "A", kind: "pie", total: 6 },
        { shop: "B", kind: "pie", total: 0 },
      ],
    ],
    ["SELECT VALUE COUNT(1) FROM c GROUP BY c.sold", [1, 2, 1]],
    [
      "SELECT c.sold, COUNT(1) AS n FROM c GROUP BY c.sold",
      [{ sold: true, n: 1 }, { n: 2 }, { sold: false, n: 1 }],
    ],
    [
      "SELECT UPPER(c.kind) AS kind, MAX(c.price) AS most FROM c GROUP BY UPPER(c.kind)",
      [
        { kind: "TEA", most: 4 },
        { kind: "PIE", most: 6 },
      ],
    ],
    [
      "SELECT c.price > 3 AS dear, COUNT(1) AS n FROM c GROUP BY c.price > 3",
      [{ dear: false, n: 1 }, { dear: true, n: 2 }, { n: 1 }],
    ],
    [
      "SELECT 'shop' AS what, c['shop'] FROM c GROUP BY c.shop",
      [
        { what: "shop", shop: "A" },
        { what: "shop", shop: "B" },
      ],
    ],
    [
      "SELECT c.shop, COUNT(1) AS n FROM c WHERE c.kind = 'pie' GROUP BY c.shop",
      [
        { shop: "A", n: 1 },
        { shop: "B", n: 1 },
      ],
    ],
    ["SELECT c.shop FROM c GROUP BY c.shop OFFSET 1 LIMIT 1", [{ shop: "B" }]],
    [
      "SELECT c.shop, c.nothing FROM c WHERE false GROUP BY c.shop, c.nothing",
      [],
    ],
    [
      "SELECT c.shop, COUNT(1) * 10 AS n FROM c GROUP BY c.shop",
      [
        { shop: "A", n: 20 },
        { shop: "B", n: 20 },
      ],
    ],
  ]);
});

describe("DISTINCT, TOP, OFFSET and LIMIT", () => {
  results(sales, [
    ["SELECT DISTINCT VALUE c.shop FROM c", ["A", "B"]],
    ["SELECT DISTINCT c.shop FROM c", [{ shop: "A" }, { shop: "B" }]],
    [
      "SELECT DISTINCT c.shop, c.kind FROM c WHERE c.kind = 'tea'",
      [
        { shop: "A", kind: "tea" },
        { shop: "B", kind: "tea" },
      ],
    ],
    ["SELECT DISTINCT VALUE {a: c.shop} FROM c", [{ a: "A" }, { a: "B" }]],
    ["SELECT DISTINCT VALUE c.sold FROM c", [true, false]],
    ["SELECT DISTINCT c.sold FROM c", [{ sold: true }, {}, { sold: false }]],
    ["SELECT TOP 1 VALUE c.id FROM c", ["1"]],
    ["SELECT TOP 0 * FROM c", []],
    ["SELECT TOP 100 VALUE c.id FROM c", ["1", "2", "3", "4"]],
    ["SELECT VALUE c.id FROM c OFFSET 1 LIMIT 2", ["2", "3"]],
    ["SELECT VALUE c.id FROM c OFFSET 3 LIMIT 10", ["4"]],
    ["SELECT VALUE c.id FROM c OFFSET 0 LIMIT 0", []],
    ["SELECT DISTINCT VALUE c.kind FROM c OFFSET 1 LIMIT 1", ["pie"]],
    ["SELECT DISTINCT TOP 1 VALUE c.kind FROM c", ["tea"]],
  ]);
});
