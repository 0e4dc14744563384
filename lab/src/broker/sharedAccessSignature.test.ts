import assert from "node:assert/strict";
import { createHmac } from "node:crypto";

import { refuseSignature } from "./sharedAccessSignature.ts";

const now = 1_700_000_000_000;

function token(fields: {
  key?: string;
  keyName?: string;
  expiry?: number;
}): string {
  const { key = "secret", keyName = "Root", expiry = now / 1000 + 60 } = fields;
  const resource = encodeURIComponent("sb://localhost:5671/orders");
  const signature = createHmac("sha256", key)
    .update(`${resource}\n${expiry}`)
    .digest("base64");
  return `SharedAccessSignature sr=${resource}&sig=${encodeURIComponent(signature)}&se=${expiry}&skn=${encodeURIComponent(keyName)}`;
}

function refuse(text: string): string | undefined {
  return refuseSignature(text, "Root", "secret", now);
}

describe("a shared access signature", () => {
  it("is good when it was made with the key", () => {
    assert.equal(refuse(token({})), undefined);
  });

  it("is refused when it was made with another key, or names another one", () => {
    assert.match(refuse(token({ key: "other" }))!, /^InvalidSignature/);
    assert.match(refuse(token({ keyName: "Other" }))!, /^InvalidSignature/);
  });

  it("is refused when its time is over", () => {
    assert.match(refuse(token({ expiry: now / 1000 - 1 }))!, /^ExpiredToken/);
  });

  it("is refused when it is none", () => {
    assert.match(refuse("")!, /^MalformedToken/);
    assert.match(refuse("Bearer abc")!, /^MalformedToken/);
    assert.match(refuse("SharedAccessSignature sr=a")!, /^MalformedToken/);
    assert.match(refuse("SharedAccessSignature %&=&=")!, /^MalformedToken/);
    assert.match(
      refuse("SharedAccessSignature sr=a&sig=%ff&se=1&skn=Root")!,
      /^MalformedToken/,
    );
  });

  it("is refused when its time is not a number", () => {
    const signature = createHmac("sha256", "secret")
      .update("a\nsoon")
      .digest("base64url");
    assert.match(
      refuse(`SharedAccessSignature sr=a&sig=${signature}&se=soon&skn=Root`)!,
      /^ExpiredToken/,
    );
  });
});
