import {
  canSetOptionsAt,
  holdAtStart,
  optionsParameter,
  passDown,
  planRoute,
  setRequestOptions,
  type Route,
} from "./callEdges.ts";
import type { CallNode } from "./nodes.ts";
import { Refusal } from "./proposal.ts";
import type { Task } from "./proposeEdits.ts";
import { readCall } from "./readCall.ts";
import { levelOption, tokenOption } from "./tokenOption.ts";
import { inlineToken } from "./tokenVariable.ts";

/** Reads the property where the message is at hand, and passes it down every path to the read. */
export function proposeInline(task: Task): string {
  const { draft, finding, handler, read, property } = task;
  if (property === undefined) {
    throw new Refusal(
      "This handler reads several containers, and the name of this read's container is no constant, so the name of its token is not known here. Use the style `helper`: `tokenFrom(message, { container: container.id })`.",
    );
  }
  if (read.ownTokenExists) {
    throw new Refusal(
      "The same flow wrote or read this container before, and the message's token alone would replace a newer one of the client's own. Pass both, merged: use the style `helper`.",
    );
  }
  for (const path of [finding.path, ...finding.otherPaths]) {
    mendPath(
      task,
      planRoute(draft, path, handler.fn, handler.message),
      property,
    );
  }
  return `Pass the message's \`${property}\` to this read.`;
}

function mendPath(task: Task, route: Route, property: string): void {
  const { draft, read, choice } = task;
  const source = draft.source(read.place.file);
  const call = readCall(source, read);
  const { at, target } = placeOfOptions(route, call, read.optionsIndex);
  const held = holdAtStart(draft, route);
  const use = at === route.start ? target.call : route.hops[route.start]!.call;
  const first = inlineToken(draft, held, property, use, choice.wishes);
  const value = passDown(
    draft,
    route,
    first,
    choice.wishes,
    { files: task.files },
    at,
  );
  setRequestOptions(draft, target.source, target.call, target.index, [
    tokenOption(target.source, value),
    ...levelOption(target.source, read.consistencyLevel),
  ]);
}

/**
 * The call whose argument holds the read's options: the read, or, where the options are a parameter that nothing
 * else uses, the call that passes them in.
 */
export function placeOfOptions(route: Route, call: CallNode, index: number) {
  const { hops, start } = route;
  let at = hops.length - 1;
  let target = { source: hops[at]!.source, call, index };
  while (at > start) {
    const parameter = optionsParameter(hops[at]!, target.call, target.index);
    const caller = hops[at - 1]!;
    if (
      parameter === undefined ||
      !canSetOptionsAt(caller, hops[at]!, parameter.at)
    )
      break;
    target = { source: caller.source, call: caller.call, index: parameter.at };
    at--;
  }
  return { at, target };
}
