/** What the answers of Cosmos calls hold: the token where the SDK puts it, and nowhere else. */
import { TOKEN_HEADER } from "../../../sdk/cosmos.ts";
import type { Expr } from "../../ir.ts";
import {
  PLAIN,
  UNDEFINED,
  UNSEEN,
  of,
  withLabels,
  type SdkAtom,
  type Value,
} from "../../values/index.ts";
import { hopAt, type Frame, type Machine } from "../machine.ts";
import type { LostMessageId } from "../events.ts";

const answers = new Set([
  "ItemResponse",
  "FeedResponse",
  "FetchAllResponse",
  "ChangeFeedResponse",
  "WriteResponse",
  "BulkResponse",
  "BulkOperationResponse",
  "AnswerHeaders",
]);

export function isAnswer(type: string): boolean {
  return answers.has(type);
}

export function answerMember(
  m: Machine,
  frame: Frame,
  atom: SdkAtom,
  name: string,
  expr: Expr | undefined,
): Value {
  const answer = atom.origin.answer;
  if (!answer) return UNSEEN;
  if (atom.type === "AnswerHeaders") {
    if (name.toLowerCase() !== TOKEN_HEADER) return PLAIN;
    return answer.tokenIn === "none"
      ? lost(frame, expr, "answerLosesToken", answer.call)
      : tokenOf(atom);
  }
  if (name === "headers") return of(m.sdk("AnswerHeaders", atom.origin));
  if (name === "sessionToken") {
    const hasProperty =
      answer.tokenIn === "property" || atom.type === "BulkOperationResponse";
    if (hasProperty) return tokenOf(atom);
    return lost(
      frame,
      expr,
      answer.tokenIn === "none" ? "answerLosesToken" : "noSuchProperty",
      answer.call,
    );
  }
  if (name === "item" && atom.type === "ItemResponse")
    return of(m.sdk("Item", { ...atom.origin, answer: undefined }));
  return UNSEEN;
}

/** The answer's token, as `tokenOf(answer)` of the token library or the right property gives it. */
export function tokenOf(atom: SdkAtom): Value {
  const { answer, containerKey } = atom.origin;
  const kind = answer?.tokenIsGood ? "token" : "bareToken";
  return withLabels(PLAIN, [
    { key: `${kind}:${containerKey ?? ""}`, kind, container: containerKey },
  ]);
}

function lost(
  frame: Frame,
  expr: Expr | undefined,
  messageId: LostMessageId,
  call: string,
): Value {
  if (expr) {
    const hop = hopAt(frame, {
      call: undefined,
    });
    frame.events.add({
      kind: "lost",
      file: frame.file,
      expr,
      messageId,
      data: { call },
      read: undefined,
      path: { hop, next: undefined },
    });
  }
  return withLabels(UNDEFINED, [{ key: "lost", kind: "lost" }]);
}
