import type {
  Finding,
  Frame,
  HandlerInfo,
  MessageBinding,
  ReadInfo,
} from "../analysis/finding.ts";
import type { Host } from "../analysis/host.ts";
import { proposeAmbient } from "./ambientStyle.ts";
import type { MessagePart } from "./carriedNames.ts";
import { Draft } from "./draft.ts";
import { flushImports } from "./imports.ts";
import { proposeHelper } from "./helperStyle.ts";
import { proposeInline } from "./inlineStyle.ts";
import {
  choosePropertyName,
  nameInBinding,
  type ContainerOfRead,
  type PropertyChoice,
} from "./propertyName.ts";
import { Refusal, type Proposal, type Style } from "./proposal.ts";
import { readCall } from "./readCall.ts";
import { levelOption } from "./tokenOption.ts";
import type { Sources } from "./sources.ts";
import { setOptions } from "./optionsArgument.ts";

export interface ProposeOptions {
  readonly host: Host;
  /** Shared with other proposals, so that each file is parsed once for all of them. */
  readonly sources?: Sources;
  readonly style: Style;
  /** The plain name of the message's property, `cosmosSessionToken` by default. */
  readonly tokenProperty?: string;
  /** Names under which the project's producers send a token already. */
  readonly carried?: readonly string[];
  /** The same for names at the top of the body. */
  readonly carriedInBody?: readonly string[];
  /**
   * All reads that the handler reaches, protected ones too. They tell whether the handler reads several
   * containers; without them it is taken to read the one of the finding.
   */
  readonly handlerReads?: readonly ContainerOfRead[];
  /** Further files in which declarations and other uses of the functions on the path may stand. */
  readonly files?: readonly string[];
}

/** A path from a handler to the read, and what the token is called in this handler's message. */
export interface Way {
  readonly path: readonly Frame[];
  readonly handler: HandlerInfo;
  readonly choice: PropertyChoice;
  /** The name in the message as this handler's code sees it. */
  readonly property: string | undefined;
}

/** What one style needs to make its edits. */
export interface Task {
  readonly draft: Draft;
  readonly read: ReadInfo;
  /** Every path that the edit has to mend, the finding's own first. */
  readonly ways: readonly [Way, ...Way[]];
  readonly tokenProperty: string;
  readonly files: readonly string[];
  /** Where the read's containers are made, for all ways; absent where that is not known of each. */
  readonly containerMade?: readonly ContainerPlace[];
}

type ContainerPlace = NonNullable<ReadInfo["containerMade"]>[number];

/**
 * The edits that mend a finding, or the reason why there are none. Never throws for what stands in a file.
 * The edits are made from the texts that `host` gives now.
 */
export function proposeEdits(
  finding: Finding,
  options: ProposeOptions,
): Proposal {
  const forAll = propose(finding, finding.mergedWith ?? [], options);
  if (forAll.kind === "edits") return forAll;
  // Where the others need something else, they are reported again under their own names.
  const forOne =
    finding.mergedWith === undefined ? forAll : propose(finding, [], options);
  if (forOne.kind === "edits" || !finding.whole || options.style === "ambient")
    return forOne;
  // No edit hands anything on to the handler: what it lacks says more than the place where the edit failed.
  return propose({ ...finding, whole: undefined }, [], options);
}

function propose(
  finding: Finding,
  others: readonly Finding[],
  options: ProposeOptions,
): Proposal {
  const { style } = options;
  try {
    const draft = new Draft(options.host, options.sources);
    const title = edit(draft, finding, others, options);
    flushImports(draft);
    const files = draft.files();
    if (files.length === 0)
      throw new Refusal("The code passes the token already. Analyse it again.");
    return { kind: "edits", style, title, files };
  } catch (error) {
    if (error instanceof Refusal)
      return { kind: "refused", style, reason: error.message };
    throw error;
  }
}

function edit(
  draft: Draft,
  finding: Finding,
  others: readonly Finding[],
  options: ProposeOptions,
): string {
  const { read } = finding;
  if (read?.call === "input-binding") {
    const where =
      read.binding === undefined
        ? ""
        : ` (${read.binding.file}, line ${read.binding.line})`;
    throw new Refusal(
      `The Functions host itself reads this input binding${where} and takes no session token. Remove the binding and read the item with @azure/cosmos in the handler, with the message's token.`,
    );
  }
  if (read === undefined)
    throw new Refusal(
      "No single edit mends this. The report says what to change.",
    );
  if (finding.rule === "require-session-consistency")
    return raiseLevel(draft, read);
  if (finding.rule !== "require-session-token") {
    throw new Refusal(
      "No single edit mends this. The report says what to change.",
    );
  }
  const [first, ...further] = [finding, ...others].flatMap((one) =>
    waysOf(one, one === finding ? options.handlerReads : undefined, options),
  );
  if (first === undefined)
    throw new Refusal(
      "The finding names no handler whose message could bear a token.",
    );
  if (others.some((one) => one.read?.ownTokenExists !== read.ownTokenExists)) {
    throw new Refusal(
      "One handler of this read has a token of its own to merge and another has none. Mend them one by one.",
    );
  }
  const made = [finding, ...others].map((one) => one.read?.containerMade);
  const task: Task = {
    ...(made.every((one) => one !== undefined) && {
      containerMade: made.flat(),
    }),
    draft,
    read,
    ways: [first, ...further],
    tokenProperty: nameOfToken(options),
    files: [
      ...new Set([
        ...finding.path.map(({ file }) => file),
        ...[finding, ...others].flatMap(({ dependsOn }) => dependsOn),
        ...(options.files ?? []),
      ]),
    ].filter((file) => /\.[mc]?[jt]sx?$/i.test(file)),
  };
  switch (options.style) {
    case "inline":
      return proposeInline(task);
    case "helper":
      return proposeHelper(task);
    case "ambient":
      return proposeAmbient(task);
  }
}

function nameOfToken({ tokenProperty }: ProposeOptions): string {
  return tokenProperty ?? "cosmosSessionToken";
}

/** All paths of one handler; none where no message is known. */
function waysOf(
  { read, handlerReads, ...finding }: Finding,
  given: ProposeOptions["handlerReads"],
  options: ProposeOptions,
): Way[] {
  // What has only a part of the message is handed the rest by who has the whole.
  const { handler, path, otherPaths } = finding.whole ?? finding;
  if (handler === undefined || read === undefined) return [];
  const choice = choosePropertyName(
    read,
    given ?? handlerReads ?? [],
    nameOfToken(options),
    options.carried ?? [],
    options.carriedInBody ?? [],
  );
  const message = bindingOf(handler.message, choice.part);
  const property =
    choice.property === undefined
      ? undefined
      : nameInBinding(choice.property, message);
  return [path, ...otherPaths].map((one) => ({
    path: one,
    handler: { ...handler, message },
    choice,
    property,
  }));
}

/** What binds the part of the message in which the token stands. */
function bindingOf(binding: MessageBinding, part: MessagePart): MessageBinding {
  if (part === "properties" || binding.kind !== "metadata") return binding;
  if (binding.isBatch) {
    throw new Refusal(
      "The project's producers send the token in the body, and this handler gets the bodies of a batch. Read each token from its own body by hand.",
    );
  }
  return { kind: "body", parameter: binding.parameter, isBatch: false };
}

function raiseLevel(draft: Draft, read: ReadInfo): string {
  const source = draft.source(read.place.file);
  const level = levelOption(source, read.consistencyLevel ?? "Eventual");
  const { call, index } = readCall(source, read);
  setOptions(draft, source, call, index, level);
  return "Ask for the consistency level `Session` in this read.";
}
