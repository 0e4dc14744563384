import assert from "node:assert/strict";

import { createRandom } from "../../../replication/random.ts";
import type { MessageView } from "../MessageView.ts";
import { RuleError, type RuleErrorCode } from "../Rule.ts";
import { compileSqlFilter } from "./compileSqlFilter.ts";

const message: MessageView = {
  messageId: 17,
  correlationId: "c-1",
  contentType: "application/json",
  subject: "bus tour",
  to: "Store5",
  sessionId: "s1",
  enqueuedTimeUtc: new Date(1000),
  sequenceNumber: 42n,
  applicationProperties: {
    color: "red",
    Size: 7,
    price: 2.5,
    urgent: true,
    nothing: null,
    empty: "",
    percent: "100%",
    under: "a_b",
    when: new Date(1000),
    bytes: new Uint8Array([1, 2]),
    list: [1, 2],
    big: 9223372036854775807n,
    quote: "it's",
    "with space": "yes",
    "HR-EmployeeID": "e1",
    "a]b": "bracket",
    'say "hi"': "quoted",
    "a.b": "dot",
    größe: "umlaut",
    sys: "not a scope",
    pointer: "color",
    pattern: "r_d",
    sign: "!",
  },
};

function matches(filter: string, parameters?: Record<string, unknown>) {
  return compileSqlFilter(filter, parameters, createRandom(1))(message);
}

/** What a filter says of the message: true, or false which unknown also is; `NOT` tells them apart. */
function truth(filter: string): "true" | "false" | "unknown" {
  return matches(filter)
    ? "true"
    : matches(`NOT (${filter})`)
      ? "false"
      : "unknown";
}

const rows: Readonly<Record<string, readonly [string, string][]>> = {
  comparison: [
    ["color = 'red'", "true"],
    ["color = 'blue'", "false"],
    ["color <> 'blue'", "true"],
    ["color != 'red'", "false"],
    ["color < 'rose'", "true"],
    ["color <= 'red'", "true"],
    ["color > 'rat'", "true"],
    ["color >= 'sand'", "false"],
    ["Size = 7", "true"],
    ["Size <> 7", "false"],
    ["Size < 7", "false"],
    ["Size <= 7", "true"],
    ["Size > 6", "true"],
    ["Size >= 8", "false"],
    ["7 = Size", "true"],
    ["Size = 7.0", "true"],
    ["price = 2.5", "true"],
    ["price > 2", "true"],
    ["price < 3", "true"],
    ["urgent = TRUE", "true"],
    ["urgent = FALSE", "false"],
    ["urgent <> FALSE", "true"],
    ["when = sys.EnqueuedTimeUtc", "true"],
    ["bytes = bytes", "true"],
    ["1=1", "true"],
    ["1=0", "false"],
    ["color = 'RED'", "false"],
  ],
  "types that have no order between them": [
    ["Size = '7'", "unknown"],
    ["color = 1", "unknown"],
    ["color <> 1", "unknown"],
    ["urgent = 1", "unknown"],
    ["urgent = 'true'", "unknown"],
    ["list = 1", "unknown"],
    ["when > 5", "unknown"],
    ["nothing = NULL", "unknown"],
    ["color = NULL", "unknown"],
    ["nothing <> 1", "unknown"],
  ],
  literals: [
    ["quote = 'it''s'", "true"],
    ["empty = ''", "true"],
    ["'''' = ''''", "true"],
    ["1894 = 1894.0", "true"],
    ["101.5E5 = 10150000", "true"],
    ["0.5E-2 = 0.005", "true"],
    ["5e1 = 50", "true"],
    ["big = 9223372036854775807", "true"],
    ["-9223372036854775808 < 0", "true"],
    ["TRUE = true", "true"],
    ["False = FALSE", "true"],
    ["'größer' = 'größer'", "true"],
  ],
  properties: [
    ["user.color = 'red'", "true"],
    ["USER.color = 'red'", "true"],
    ["COLOR = 'red'", "true"],
    ["size = 7", "true"],
    ["[color] = 'red'", "true"],
    ["[with space] = 'yes'", "true"],
    ["[HR-EmployeeID] = 'e1'", "true"],
    ["user.[HR-EmployeeID] = 'e1'", "true"],
    ["[a]]b] = 'bracket'", "true"],
    ["\"with space\" = 'yes'", "true"],
    ['"say ""hi""" = \'quoted\'', "true"],
    ["[a.b] = 'dot'", "true"],
    ["größe = 'umlaut'", "true"],
    ["GRÖSSE = 'umlaut'", "unknown"],
    ["sys = 'not a scope'", "true"],
    ["sys.Label = 'bus tour'", "true"],
    ["SYS.LABEL = 'bus tour'", "true"],
    ["sys.Subject = 'bus tour'", "true"],
    ["sys.[Label] = 'bus tour'", "true"],
    ["sys.MessageId = '17'", "true"],
    ["sys.CorrelationId = 'c-1'", "true"],
    ["sys.ContentType = 'application/json'", "true"],
    ["sys.To = 'Store5'", "true"],
    ["sys.SessionId = 's1'", "true"],
    ["sys.ReplyTo = 'x'", "unknown"],
    ["sys.SequenceNumber = 42", "true"],
    ["missing = 'x'", "unknown"],
    ["missing <> 'x'", "unknown"],
    ["constructor = 'x'", "unknown"],
    ["correlationId = 'c-1'", "unknown"],
  ],
  "IS NULL and EXISTS": [
    ["missing IS NULL", "true"],
    ["nothing IS NULL", "true"],
    ["color IS NULL", "false"],
    ["color IS NOT NULL", "true"],
    ["missing IS NOT NULL", "false"],
    ["sys.ReplyTo IS NULL", "true"],
    ["sys.Label IS NOT NULL", "true"],
    ["EXISTS(color)", "true"],
    ["EXISTS(nothing)", "true"],
    ["EXISTS(missing)", "false"],
    ["NOT EXISTS(missing)", "true"],
    ["exists ( [with space] )", "true"],
    ["EXISTS(sys.Label)", "true"],
    ["EXISTS(sys.ReplyTo)", "false"],
  ],
  "AND, OR, NOT with unknown": [
    ["1=1 AND 1=1", "true"],
    ["1=1 AND 1=0", "false"],
    ["1=1 AND missing=1", "unknown"],
    ["1=0 AND missing=1", "false"],
    ["missing=1 AND 1=1", "unknown"],
    ["missing=1 AND 1=0", "false"],
    ["missing=1 AND missing=1", "unknown"],
    ["1=1 OR missing=1", "true"],
    ["1=0 OR 1=0", "false"],
    ["1=0 OR missing=1", "unknown"],
    ["missing=1 OR 1=1", "true"],
    ["missing=1 OR 1=0", "unknown"],
    ["missing=1 OR missing=1", "unknown"],
    ["NOT 1=1", "false"],
    ["NOT 1=0", "true"],
    ["NOT missing=1", "unknown"],
    ["NOT NOT 1=1", "true"],
    ["1=1 OR 1=0 AND 1=0", "true"],
    ["(1=1 OR 1=0) AND 1=0", "false"],
    ["NOT 1=0 AND 1=0", "false"],
    ["color = 'red' and not Size > 10 or missing = 1", "true"],
  ],
  IN: [
    ["color IN ('blue', 'red')", "true"],
    ["color IN ('blue')", "false"],
    ["color NOT IN ('blue', 'green')", "true"],
    ["color NOT IN ('red')", "false"],
    ["Size IN (1, 7.0)", "true"],
    ["missing IN ('a')", "unknown"],
    ["missing NOT IN ('a')", "unknown"],
    ["color IN (missing, 'red')", "true"],
    ["color IN (missing)", "false"],
    ["Size + 1 IN (8)", "true"],
    ["'red' IN (color)", "true"],
    ["sys.To IN ('Store5','Store6') OR StoreId = 'Store8'", "true"],
  ],
  LIKE: [
    ["color LIKE 'r%'", "true"],
    ["color LIKE '%d'", "true"],
    ["color LIKE '%e%'", "true"],
    ["color LIKE 'r_d'", "true"],
    ["color LIKE 'r__d'", "false"],
    ["color LIKE 'red'", "true"],
    ["color LIKE 'R%'", "false"],
    ["color LIKE '%'", "true"],
    ["empty LIKE '%'", "true"],
    ["empty LIKE '_'", "false"],
    ["color NOT LIKE 'b%'", "true"],
    ["color NOT LIKE 'r%'", "false"],
    ["percent LIKE '100\\%' ESCAPE '\\'", "true"],
    ["color LIKE 're\\%' ESCAPE '\\'", "false"],
    ["under LIKE 'a!_b' ESCAPE '!'", "true"],
    ["under LIKE 'a!_b' ESCAPE sign", "true"],
    ["color LIKE pattern", "true"],
    ["color LIKE 'r' + '%'", "true"],
    ["sys.Label LIKE '%bus%'", "true"],
    ["missing LIKE 'a%'", "unknown"],
    ["color LIKE missing", "unknown"],
    ["color LIKE 'r%' ESCAPE missing", "unknown"],
    ["Size LIKE '7'", "unknown"],
  ],
  arithmetic: [
    ["Size + 1 = 8", "true"],
    ["Size - 1 = 6", "true"],
    ["Size * 2 = 14", "true"],
    ["Size / 2 = 3", "true"],
    ["Size / 2.0 = 3.5", "true"],
    ["-7 / 2 = -3", "true"],
    ["Size % 4 = 3", "true"],
    ["-7 % 4 = -3", "true"],
    ["5.5 % 2 = 1.5", "true"],
    ["1 + 2 * 3 = 7", "true"],
    ["(1 + 2) * 3 = 9", "true"],
    ["10 - 4 - 3 = 3", "true"],
    ["-Size = -7", "true"],
    ["- -Size = 7", "true"],
    ["+Size = 7", "true"],
    ["-price = -2.5", "true"],
    ["big + 1 < 0", "true"],
    ["'a' + 'b' = 'ab'", "true"],
    ["'a' + 1 = 'a1'", "true"],
    ["Size / 0 = 1", "unknown"],
    ["Size % 0 = 1", "unknown"],
    ["1.0 / 0 > 5", "true"],
    ["missing + 1 = 1", "unknown"],
    ["1 + missing = 1", "unknown"],
    ["-missing = 1", "unknown"],
    ["-color = 1", "unknown"],
    ["color * 2 = 1", "unknown"],
  ],
  functions: [
    ["property('color') = 'red'", "true"],
    ["p('COLOR') = 'red'", "true"],
    ["P(pointer) = 'red'", "true"],
    ["p('co' + 'lor') = 'red'", "true"],
    ["p('missing') = 'red'", "unknown"],
    ["p(7) = 'red'", "unknown"],
    ["newid() <> newid()", "true"],
    ["newid() LIKE '________-____-4___-____-____________'", "true"],
  ],
  "words and blanks": [
    ["color\n=\t'red'", "true"],
    ["color='red'And(Size=7)", "true"],
    ["[and] IS NULL", "true"],
    ["android IS NULL", "true"],
  ],
};

describe("a SQL filter", () => {
  for (const [section, cases] of Object.entries(rows)) {
    describe(section, () => {
      for (const [filter, expected] of cases) {
        it(`${filter} is ${expected}`, () => {
          assert.equal(truth(filter), expected);
        });
      }
    });
  }

  it("takes the values of its parameters, with and without @ in their names", () => {
    assert.ok(matches("color = @wanted", { "@wanted": "red" }));
    assert.ok(matches("color = @wanted", { wanted: "red" }));
    assert.ok(!matches("color = @wanted", { wanted: "blue" }));
  });

  it("finds nothing in a message without application properties", () => {
    const filter = compileSqlFilter("color = 'red'", {}, createRandom(1));
    assert.ok(!filter({}));
    assert.ok(!filter({ applicationProperties: null }));
  });

  it("gives the same newid() again for the same seed", () => {
    const ids = [1, 2].map(() => {
      const random = createRandom(5);
      return "0123456789abcdef".split("").find((digit) => {
        const filter = compileSqlFilter(
          `newid() LIKE '${digit}%'`,
          {},
          random.fork("same"),
        );
        return filter(message);
      });
    });
    assert.notEqual(ids[0], undefined);
    assert.equal(ids[0], ids[1]);
  });

  it("may have 1024 characters, and not one more", () => {
    const padded = `color = 'red'`.padEnd(1024);
    assert.ok(matches(padded));
    assert.throws(() => matches(`${padded} `), { code: "FilterTooLong" });
  });
});

const refused: readonly [string, RuleErrorCode, number][] = [
  ["", "FilterSyntax", 0],
  ["   ", "FilterSyntax", 3],
  ["color =", "FilterSyntax", 7],
  ["color = 'red", "FilterSyntax", 8],
  ["[color = 1", "FilterSyntax", 0],
  ["color == 'red'", "FilterSyntax", 7],
  ["color = 'red' Size = 7", "FilterSyntax", 14],
  ["color", "FilterSyntax", 0],
  ["urgent AND 1=1", "FilterSyntax", 0],
  ["TRUE", "FilterSyntax", 0],
  ["NOT color", "FilterSyntax", 4],
  ["(1=1", "FilterSyntax", 4],
  ["1=1)", "FilterSyntax", 3],
  ["1 = 1 = 1", "FilterSyntax", 6],
  ["(1=1) = TRUE", "FilterSyntax", 2],
  ["_a = 1", "FilterSyntax", 0],
  ["color = 'a' && Size = 1", "FilterSyntax", 12],
  ["color IN ()", "FilterSyntax", 10],
  ["color IN 'a'", "FilterSyntax", 9],
  ["color NOT 'a'", "FilterSyntax", 10],
  ["color IS 1", "FilterSyntax", 9],
  ["1 IS NULL", "FilterSyntax", 0],
  ["EXISTS('color')", "FilterSyntax", 7],
  ["EXISTS color", "FilterSyntax", 7],
  ["color LIKE 5", "FilterSyntax", 11],
  ["color LIKE 'a' ESCAPE 'ab'", "FilterSyntax", 22],
  ["color BETWEEN 1 AND 2", "FilterSyntax", 6],
  ["lower(color) = 'red'", "FilterSyntax", 0],
  ["newid(1) = 1", "FilterSyntax", 6],
  ["p() = 1", "FilterSyntax", 2],
  ["msg.color = 'red'", "FilterSyntax", 0],
  ["user.1 = 1", "FilterSyntax", 5],
  ["order = select *", "FilterSyntax", 16],
  ["price > .5", "FilterSyntax", 8],
  ["9223372036854775808 = 1", "FilterSyntax", 0],
  ["sys.Colour = 'red'", "FilterProperty", 4],
  ["sys.TimeToLive > 5", "FilterProperty", 4],
  ["color = @wanted", "FilterParameter", 8],
  ["SET color = 'blue'", "FilterUnsupported", 0],
  ["REMOVE color", "FilterUnsupported", 0],
];

describe("a SQL filter that cannot be", () => {
  for (const [filter, code, position] of refused) {
    it(`${filter || "an empty one"} is refused with the position ${String(position)}`, () => {
      assert.throws(
        () => matches(filter),
        (error) => {
          assert.ok(error instanceof RuleError);
          assert.equal(error.code, code);
          assert.equal(error.position, position);
          assert.match(
            error.message,
            new RegExp(`position ${String(position)}: `),
          );
          return true;
        },
      );
    });
  }
});
