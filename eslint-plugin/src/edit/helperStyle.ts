import { holdAtStart, passDown, planRoute, type Route } from "./passDown.ts";
import {
  callersOptions,
  othersPassToken,
  type OptionsPlace,
} from "./callersOptions.ts";
import { mayBearToken, setOptions } from "./optionsArgument.ts";
import type { Draft } from "./draft.ts";
import type { Held } from "./held.ts";
import { importName } from "./imports.ts";
import type { CallNode } from "./nodes.ts";
import { ownAnswers } from "./ownToken.ts";
import { Refusal } from "./proposal.ts";
import type { Task, Way } from "./proposeEdits.ts";
import { declareBeside } from "./declareBeside.ts";
import { wrapRead } from "./readAtLeastCall.ts";
import { readCall } from "./readCall.ts";
import type { Source } from "./source.ts";
import {
  messageAtStart,
  packageName,
  tokenAtRead,
  tokenAtStart,
} from "./tokenFromCall.ts";
import { levelOption, tokenOption } from "./tokenOption.ts";
import { refuseOtherValue, type TokenValue } from "./tokenVariable.ts";

/** Takes the token with `tokenFrom`, and reads with `readAtLeast` where the answer tells how fresh it is. */
export function proposeHelper(task: Task): string {
  const { draft, read, ways } = task;
  const source = draft.source(read.place.file);
  const { call, index } = readCall(source, read);
  const places = ways.map((way) => placeBesideOthers(task, way, call, index));
  if (places.every((place) => place !== undefined)) {
    for (const place of places) passInOptions(task, place, call);
    return titleOf(task);
  }
  let value: TokenValue | undefined;
  if (new Set(ways.map(({ property }) => property === undefined)).size > 1) {
    throw new Refusal(
      "The handlers of this read need another name of the token each. Mend them one by one.",
    );
  }
  for (const way of ways) {
    const { handler } = way;
    const route = planRoute(draft, way.path, handler.fn, handler.message);
    const held = holdAtStart(draft, route);
    value = passToRead(task, way, route, held, source, call);
    refuseOtherValue(draft, source, call, value);
  }
  if (value === undefined)
    throw new Refusal("The finding names no path from a handler to the read.");
  const merged = read.ownTokenExists
    ? mergeWithOwn(draft, source, call, value)
    : value;
  if (!wrapRead(task, source, { call, index }, merged)) {
    const kept = mayBearToken(call, index)
      ? declareBeside(draft, source, call, merged)
      : merged;
    setOptions(draft, source, call, index, [
      tokenOption(source, kept),
      ...levelOption(source, read.consistencyLevel),
    ]);
  }
  return titleOf(task);
}

function titleOf({ read, ways, tokenProperty }: Task): string {
  const name = ways[0].property ?? `${tokenProperty}_…`;
  return read.ownTokenExists
    ? `Pass the message's \`${name}\`, merged with this flow's own token, to this read.`
    : `Pass the message's \`${name}\` to this read with \`${packageName}\`.`;
}

interface CallersPlace {
  readonly way: Way;
  readonly route: Route;
  readonly options: OptionsPlace;
  /** Index of the hop in which the options are. */
  readonly end: number;
}

/** Options on the way to the read in which other calls pass their token: it stays theirs only if ours stands there too. */
function placeBesideOthers(
  { draft, read }: Task,
  way: Way,
  call: CallNode,
  index: number,
): CallersPlace | undefined {
  if (way.property === undefined || read.ownTokenExists) return undefined;
  const route = planRoute(draft, way.path, way.handler.fn, way.handler.message);
  const all = callersOptions(route, call, index);
  const depth = all.findIndex(othersPassToken);
  const options = all[depth];
  const end = route.hops.length - 2 - depth;
  return options === undefined || end < route.start
    ? undefined
    : { way, route, options, end };
}

// Case: load(id, { sessionToken: own }) beside load(id, {}), which gets { sessionToken: tokenFrom(message) }
function passInOptions(
  task: Task,
  { way, route, options, end }: CallersPlace,
  read: CallNode,
): void {
  const { draft, files } = task;
  const held = holdAtStart(draft, route);
  const value = passDown(
    draft,
    route,
    held,
    tokenAtStart(task, way, route, held, read),
    { names: way.choice.wishes, type: "string" },
    { files, forwarders: route.forwarders },
    end,
  );
  setOptions(draft, options.source, options.call, options.index, [
    tokenOption(options.source, value),
    ...levelOption(options.source, task.read.consistencyLevel),
  ]);
}

function passToRead(
  task: Task,
  way: Way,
  route: Route,
  held: Held,
  source: Source,
  call: CallNode,
): TokenValue {
  const { draft, files } = task;
  const { choice, property } = way;
  const candidates = { files, forwarders: route.forwarders };
  if (property === undefined && route.start < route.hops.length - 1) {
    const message = messageAtStart(task, route, held);
    const names = ["message", "receivedMessage"];
    const { text } = passDown(
      draft,
      route,
      held,
      message,
      { names, type: "unknown" },
      candidates,
    );
    return tokenAtRead(draft, source, call, text);
  }
  const token = tokenAtStart(task, way, route, held, call);
  return passDown(
    draft,
    route,
    held,
    token,
    { names: choice.wishes, type: "string" },
    candidates,
  );
}

function mergeWithOwn(
  draft: Draft,
  source: Source,
  call: CallNode,
  value: TokenValue,
): TokenValue {
  const own = ownAnswers(draft, source, call);
  if (own === undefined) {
    throw new Refusal(
      "The same flow wrote or read this container before, and the answer of that call is not at hand here, so its token cannot be merged with the message's. Keep the answer, and pass `merge(tokenOf(answer), tokenFrom(message))`.",
    );
  }
  const merge = importName(draft, source, packageName, "merge", {
    else: "mergeTokens",
  });
  const tokenOf = importName(draft, source, packageName, "tokenOf", {
    else: "tokenOfAnswer",
  });
  return {
    text: `${merge}(${[...own.map((name) => `${tokenOf}(${name})`), value.text].join(", ")})`,
    isString: false,
  };
}
