/** What the analysis says about a code base. Plain data: rules, command line and editor turn it into reports. */
import type { Span } from "./ir.ts";

export type RuleName =
  | "require-session-token"
  | "require-session-consistency"
  | "no-lost-session-token";

export interface Position {
  /** 1-based. */
  readonly line: number;
  /** 0-based, UTF-16. */
  readonly column: number;
}

/** A place in a file. `span` counts in the text without a byte-order mark. */
export interface Place {
  readonly file: string;
  readonly span: Span;
  readonly start: Position;
  readonly end: Position;
}

/** One function on the way from a handler to a read. */
export interface Frame {
  readonly file: string;
  /** Name of the function as a reader would say it: `handle`, `OrderService.load`, "" for an unnamed one. */
  readonly name: string;
  /** The whole function. */
  readonly fn: Span;
  /** The call in it that leads on to the next frame; in the last frame, the read itself. */
  readonly call: Place;
  /** Where the called method's name stands; the line that a path names. */
  readonly callee: Position;
}

export interface HandlerInfo {
  /** `subscribe`, `receiveMessages`, `app.serviceBusQueue`, `function.json`, …: the row of the table of handler shapes. */
  readonly shape: string;
  readonly file: string;
  /** Name of the function, or of the queue or topic where that is a constant; may be "". */
  readonly name: string;
  readonly entity: string | undefined;
  /** The function that first binds the message. */
  readonly fn: Span;
  readonly start: Position;
  /** Where the message (or its carrier) is bound. */
  readonly message: MessageBinding;
}

/** How the handler's code can get at the application properties of its message. */
export interface MessageBinding {
  /**
   * - `message`: a parameter or variable is the Service Bus message (`.applicationProperties`).
   * - `messages`: it is an array of them.
   * - `metadata`: a Functions context whose `triggerMetadata` (v4) or `bindingData` (v3) holds the properties.
   * - `sdkBinding`: the parameter's `messages` is the message, or the array of them.
   * - `body`: the parameter is the body of a message whose queue has no application properties.
   * - `any`: a handler that a setting names; the parameter is a message, a body, or something that holds one.
   * - `apart`: the function is given something of the message (its body), and not what bears the token.
   * - `other`: what the message carries cannot be reached in a known way.
   */
  readonly kind:
    | "message"
    | "messages"
    | "metadata"
    | "sdkBinding"
    | "body"
    | "any"
    | "apart"
    | "other";
  /** Index of the parameter that holds it; -1 where it is a variable of the function (`receiveMessages`). */
  readonly parameter: number;
  /** Functions model: `triggerMetadata` or `bindingData`; index of the context parameter. */
  readonly context?: {
    readonly parameter: number;
    readonly property: "triggerMetadata" | "bindingData";
  };
  readonly isBatch: boolean;
}

export interface ReadInfo {
  /** `item.read`, `items.query`, … : the row of the table of SDK calls. `input-binding` for a Cosmos input binding. */
  readonly call: string;
  /** As written, shortened: `orders.item(…).read()`. */
  readonly text: string;
  readonly place: Place;
  /** Index of the argument that takes the options. */
  readonly optionsIndex: number;
  /** The container's name where it is a constant, else `undefined`. */
  readonly container: string | undefined;
  /** Equal for two reads only if they are surely of one container; `undefined` where that cannot be known. */
  readonly containerKey: string | undefined;
  /** The same flow wrote or read this container before through a client with `consistencyLevel: "Session"`. */
  readonly ownTokenExists: boolean;
  /** The level that the request, or else its client, asks for where that is a constant. */
  readonly consistencyLevel: string | undefined;
  /**
   * The calls of `database.container(…)` that made it, and the places where it was taken out of an answer
   * (`answer.container`, `{ container }`); absent where not all of them are known.
   */
  readonly containerMade?: readonly {
    readonly file: string;
    readonly span: Span;
  }[];
  /** Where an input binding is declared. */
  readonly binding?: { readonly file: string; readonly line: number };
}

export interface Finding {
  readonly rule: RuleName;
  /** Id of the text in `messages/`. */
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  /** Where the report stands. */
  readonly place: Place;
  /** From the handler (first) to the read (last). One frame when the read stands in the handler itself. */
  readonly path: readonly Frame[];
  /** Absent where the finding needs no handler (a token lost in a producer). */
  readonly handler?: HandlerInfo;
  /**
   * The same from the function that has the whole message, where the handler is given a part of it only
   * (`this.handle(message.body)` in a base class).
   */
  readonly whole?:
    | {
        readonly handler: HandlerInfo;
        readonly path: readonly Frame[];
        readonly otherPaths: readonly (readonly Frame[])[];
      }
    | undefined;
  readonly read?: ReadInfo;
  /** All reads that the handler reaches, protected ones too: with several containers each needs its own token. */
  readonly handlerReads?: readonly ReadInfo[];
  /** Further handlers that would be reported at the same place for the same read. */
  readonly otherHandlers: number;
  /** What would be reported for these alone: the edit of this one mends them too, where it can. */
  readonly mergedWith?: readonly Finding[];
  /** All other paths of this handler to this read that pass no token: an edit mends them too. */
  readonly otherPaths: readonly (readonly Frame[])[];
  /** Names, no line numbers: rule, handler, call path, ordinal. One of a kind in the file of its place. */
  readonly identity: string;
  /** Every file that the finding depends on, sorted. */
  readonly dependsOn: readonly string[];
}
