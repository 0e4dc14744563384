import type { Finding, HandlerInfo } from "../analysis/finding.ts";
import { fillIn } from "./fillIn.ts";
import { showHandler } from "./handlerText.ts";
import { showPath, showPlace, type Viewpoint } from "./pathText.ts";
import { texts } from "./texts.ts";

export interface Description {
  /** Id of the text in the rule's `meta.messages`. */
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  /** The text with its data. */
  readonly text: string;
}

export interface DescribeOptions extends Viewpoint {
  /** Name of the property that carries the token of a message. */
  readonly tokenProperty: string;
}

/** What a finding says, once for rules, command line and editors. */
export function describeFinding(
  finding: Finding,
  options: DescribeOptions,
): Description {
  const { messageId, data } = chooseText(finding, options);
  const byId: Readonly<Record<string, string>> = texts[finding.rule];
  const text = byId[messageId] ?? messageId;
  return { messageId, data, text: fillIn(text, data) };
}

type Choice = Omit<Description, "text">;

function chooseText(finding: Finding, options: DescribeOptions): Choice {
  switch (finding.rule) {
    case "require-session-token":
      return missingToken(finding, options);
    case "require-session-consistency":
      return levelWithoutToken(finding);
    case "no-lost-session-token":
      return lostToken(finding, options);
  }
}

function missingToken(finding: Finding, options: DescribeOptions): Choice {
  const { read, path, handler } = finding;
  const data = {
    read: read?.text ?? "",
    handler: showHandler(handler, finding.otherHandlers),
    token: showToken(handler, options.tokenProperty),
  };
  if (read?.call === "input-binding") {
    return {
      messageId: "inputBinding",
      data: { ...data, binding: showBinding(finding, options) },
    };
  }
  if (path.length <= 1) return { messageId: "noToken", data };
  return {
    messageId: textOfReached(finding),
    data: { ...data, path: showPath(path, options) },
  };
}

/** A report stands at the read itself, or at the call that leads to it: "this call" would be wrong of the read. */
function textOfReached({ place, path, handler }: Finding): string {
  const isInOtherFile = path.some(({ file }) => file !== place.file);
  // Where the properties of a message are not known, the command has no edit to offer.
  const isEditable = handler !== undefined && !isUnknown(handler);
  if (isInOtherFile && isEditable) return "noTokenInOtherFile";
  const read = path.at(-1)?.call;
  const isAtRead =
    read?.file === place.file && read.span.start === place.span.start;
  return isAtRead ? "noTokenInHelper" : "noTokenBehindCall";
}

function showToken(handler: HandlerInfo | undefined, property: string): string {
  return handler !== undefined && isUnknown(handler)
    ? "the token that the message brings"
    : `the message's \`${property}\``;
}

function showBinding({ read }: Finding, options: DescribeOptions): string {
  const place =
    read?.binding === undefined
      ? ""
      : ` (${showPlace(read.binding.file, read.binding.line, options)})`;
  // In function.json the parameter's name, in code the container's.
  const name = read?.text ?? "";
  const binding =
    name === ""
      ? "A Cosmos DB input binding"
      : `The Cosmos DB input binding "${name}"`;
  return `${binding}${place}`;
}

function levelWithoutToken({ read, data }: Finding): Choice {
  return {
    messageId: "noEffect",
    data: {
      read: read?.text ?? "",
      level: read?.consistencyLevel ?? "Eventual",
      where: data["from"] === "client" ? ", set on its client" : "",
    },
  };
}

function lostToken(
  { messageId, data, read }: Finding,
  { tokenProperty }: DescribeOptions,
): Choice {
  const call = data["call"] ?? read?.call ?? "";
  return {
    messageId,
    data: {
      ...data,
      call,
      property: tokenProperty,
      options: String((read?.optionsIndex ?? optionsIndexOf(call)) + 1),
      instead:
        messageId === "overwritten"
          ? orderAdvice(data["by"])
          : answerAdvice(call),
      by: data["by"] === "spread" ? "the spread behind it" : "a later value",
    },
  };
}

/** For a finding that does not bring its read along. */
function optionsIndexOf(call: string): number {
  return call === "item.read" || call === "items.readAll" ? 0 : 1;
}

function orderAdvice(by: string | undefined): string {
  return by === "spread"
    ? "Put `sessionToken` behind the spread."
    : "Set `sessionToken` last.";
}

function answerAdvice(call: string): string {
  if (call.includes("bulk"))
    return "`items.executeBulkOperations` gives one in each result: `result.response.sessionToken`.";
  return "Read page by page with `fetchNext()` and take it from `headers` of each page; a query with ORDER BY or an aggregate has none there either, so read the item by its id.";
}

/** Where the token stands in its message cannot be told, at least not in words that hold for every style. */
function isUnknown({ message }: HandlerInfo): boolean {
  return ["other", "apart", "any"].includes(message.kind);
}
