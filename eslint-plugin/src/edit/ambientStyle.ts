import { accessProperties } from "./access.ts";
import { holdAtStart, planRoute } from "./passDown.ts";
import {
  containersAt,
  findContainerMade,
  type ContainerInPattern,
  type ContainerMade,
} from "./containerMade.ts";
import type { Draft } from "./draft.ts";
import { importName } from "./imports.ts";
import { isFunction } from "./nodes.ts";
import { Refusal } from "./proposal.ts";
import type { Task } from "./proposeEdits.ts";
import { protectBehindPattern } from "./protectBehindPattern.ts";
import { readCall } from "./readCall.ts";
import { levelOption } from "./tokenOption.ts";
import { setOptions } from "./optionsArgument.ts";
import { isHandled, wrapBody } from "./wrapBody.ts";

const packageName = "cosmos-session-token/ambient";

/** Runs the handler inside `handle`, and protects the container where it is made; nothing between the two changes. */
export function proposeAmbient(task: Task): string {
  const { draft, read, tokenProperty, ways } = task;
  for (const { choice } of ways) {
    if (
      tokenProperty === "cosmosSessionToken" &&
      (choice.property?.startsWith(tokenProperty) ?? true)
    )
      continue;
    throw new Refusal(
      `The style \`ambient\` knows only the names \`cosmosSessionToken\` and \`cosmosSessionToken_<container>\`, and this message carries \`${choice.property ?? tokenProperty}\`. Use the style \`inline\`.`,
    );
  }
  const source = draft.source(read.place.file);
  const { call, index } = readCall(source, read);
  const found =
    task.containerMade === undefined
      ? findContainerMade(draft, source, call, read.container, task.files)
      : undefined;
  const made = found ? [found] : containersAt(draft, task.containerMade ?? []);
  if (made.length === 0) {
    throw new Refusal(
      "The place where this read's container is made was not found in the files between handler and read, or there are several. Put `protect(…)` around `database.container(…)` there by hand.",
    );
  }
  for (const { path, handler } of ways) {
    const route = planRoute(draft, path, handler.fn, handler.message);
    // The whole handler runs inside, so the message is taken where it first is at hand.
    handleMessage(task, { ...route, start: 0, carrier: route.first });
  }
  for (const one of made) protectContainer(draft, one);
  const level = levelOption(source, read.consistencyLevel);
  if (level.length > 0) setOptions(draft, source, call, index, level);
  return "Run the handler inside `handle`, and protect the container of this read.";
}

function protectContainer(
  draft: Draft,
  made: ContainerMade | ContainerInPattern,
): void {
  const { source } = made;
  const nameOfProtect = () =>
    importName(draft, source, packageName, "protect", {
      else: "protectContainer",
    });
  if ("property" in made) {
    const { property } = made;
    draft.once(`protect ${source.file} ${property.start}`, () => {
      protectBehindPattern(draft, source, property, nameOfProtect);
    });
    return;
  }
  const { expression, isProtected } = made;
  if (isProtected) return;
  const protect = nameOfProtect();
  draft.once(`protect ${source.file} ${expression.start}`, () => {
    draft.insert(source, expression.start, `${protect}(`);
    draft.insert(source, expression.end, ")");
  });
}

function handleMessage(
  task: Task,
  route: Parameters<typeof holdAtStart>[1],
): void {
  const { draft } = task;
  const held = holdAtStart(draft, route);
  const { source, scope } = held;
  if (
    held.after !== undefined ||
    (!isFunction(scope) && scope.type === "Program")
  ) {
    throw new Refusal(
      `The message in line ${source.line(held.after?.start ?? scope.start)} is a variable among other statements. Move its handling into a function, and call \`handle(message, () => …)\` around its call.`,
    );
  }
  const handle = importName(draft, source, packageName, "handle", {
    else: "handleMessage",
  });
  if (isHandled(source, scope, handle)) return;
  const access = accessProperties(draft, held);
  const options =
    access.index === undefined
      ? ""
      : `, ${access.index === "index" ? "{ index }" : `{ index: ${access.index} }`}`;
  wrapBody(
    draft,
    source,
    scope,
    (arrow) => `${handle}(${access.carrier}, ${arrow} `,
    `${options})`,
  );
}
