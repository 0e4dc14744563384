import type { HandlerInfo } from "../analysis/finding.ts";
import { callersOptions } from "./callersOptions.ts";
import { setOptions } from "./optionsArgument.ts";
import { holdAtStart, passDown, planRoute, type Route } from "./passDown.ts";
import { Refusal } from "./proposal.ts";
import type { Task, Way } from "./proposeEdits.ts";
import { readCall, type ReadCall } from "./readCall.ts";
import { levelOption, tokenOption } from "./tokenOption.ts";
import { inlineToken, refuseOtherValue } from "./tokenVariable.ts";

/** Reads the property where the message is at hand, and passes it down every path to the read. */
export function proposeInline(task: Task): string {
  const { draft, read, ways } = task;
  if (ways.some(({ property }) => property === undefined)) {
    throw new Refusal(
      "This handler reads several containers, and the name of this read's container is no constant, so the name of its token is not known here. Use the style `helper`: `tokenFrom(message, { container: container.id })`.",
    );
  }
  if (read.ownTokenExists) {
    throw new Refusal(
      "The same flow wrote or read this container before, and the message's token alone would replace a newer one of the client's own. Pass both, merged: use the style `helper`.",
    );
  }
  for (const { handler } of ways) refuseUnknownPlace(handler);
  const source = draft.source(read.place.file);
  const { call, index } = readCall(source, read);
  const routes = ways.map((way) => ({
    way,
    route: planRoute(draft, way.path, way.handler.fn, way.handler.message),
  }));
  // All paths must set the options at the same depth: `{ ...options, sessionToken }` in a function whose callers
  // set them would undo what these pass.
  const depth = Math.min(
    ...routes.map(({ route }) => callersOptions(route, call, index).length),
  );
  for (const { way, route } of routes)
    mendPath(task, way, route, { call, index }, depth);
  return `Pass the message's \`${ways[0].property}\` to this read.`;
}

/** A handler that a setting names may get a message, its body, or something that holds one. */
export function refuseUnknownPlace({ message }: HandlerInfo): void {
  if (message.kind !== "any") return;
  throw new Refusal(
    "Whether this handler gets a message or its body is not known here, so neither is where its token stands. Use the style `helper`: `tokenFrom` looks in each.",
  );
}

function mendPath(
  task: Task,
  { choice, property = "" }: Way,
  route: Route,
  { call, index }: ReadCall,
  depth: number,
): void {
  const { draft, read } = task;
  const last = route.hops.length - 1;
  const place = callersOptions(route, call, index)[depth - 1] ?? {
    source: route.hops[last]!.source,
    call,
    index,
  };
  const at = last - depth;
  const held = holdAtStart(draft, route);
  const use = at === route.start ? place.call : route.hops[route.start]!.call;
  const first = inlineToken(
    draft,
    held,
    property,
    use,
    choice.wishes,
    choice.part,
  );
  const value = passDown(
    draft,
    route,
    held,
    first,
    { names: choice.wishes, type: "string" },
    { files: task.files, forwarders: route.forwarders },
    at,
  );
  refuseOtherValue(draft, place.source, place.call, value);
  setOptions(draft, place.source, place.call, place.index, [
    tokenOption(place.source, value),
    ...levelOption(place.source, read.consistencyLevel),
  ]);
}
