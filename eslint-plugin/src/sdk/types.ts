/** The columns of the tables in this folder. Tables are data; what reads them stands in `analysis/`. */

/** What one member of an SDK object is. */
export type SdkMember =
  /** A property that is another SDK object. */
  | { readonly is: "property"; readonly type: string }
  /** A method that makes another SDK object; `names` is what its first argument names. */
  | {
      readonly is: "factory";
      readonly type: string;
      readonly names?: "database" | "container" | "entity";
    }
  | CallRow
  /** A method that hands out messages to the function that called it. */
  | {
      readonly is: "receive";
      readonly shape: string;
      readonly gives: "messages" | "iterator" | "message";
    }
  /** A method that takes the function which is to run for each message. */
  | { readonly is: "register"; readonly handler: RegistrationRow }
  | { readonly is: "send"; readonly name: string; readonly message: number }
  /** Known, and of no interest: metadata, settlement, statistics. */
  | { readonly is: "other" };

/** A call on items. */
export interface CallRow {
  readonly is: "read" | "write";
  /** As messages and labels say it: `item.read`, `items.query`. */
  readonly name: string;
  /** Index of the argument that takes `sessionToken`. */
  readonly options: number;
  /** SDK type of the result. */
  readonly gives: string;
  /** Only a read if the operations in this argument include one. */
  readonly operations?: number;
  /** Where the answer bears the token (FACTS: truth table of the SDK's calls). */
  readonly tokenIn: "headers" | "property" | "none" | "operations";
  /** The query text, to see an ORDER BY, which loses the token. */
  readonly query?: number;
}

export interface SdkType {
  readonly members: Readonly<Record<string, SdkMember>>;
}

/** What the parameters of a handler are, in their order. */
export type HandlerParam =
  /** The Service Bus message of the SDK. */
  | "message"
  | "messages"
  /** The body alone. */
  | "body"
  /** A Functions context: the message's metadata is in it. */
  | "functionContext"
  | "sdkBinding"
  | "other";

/**
 * Where a message may bear a token, as far as the handler can get at it.
 *
 * - `properties`: in its application properties.
 * - `body`: its queue has none, or the handler does not see them: at the top of the body, which is what it gets.
 * - `any`: a handler that a setting names gets a message, a body, or something like them.
 * - `unknown`: nobody has looked.
 */
export type Carries = "properties" | "body" | "any" | "unknown";

export interface RegistrationRow {
  /** Name of the shape in reports and in `explain`. */
  readonly shape: string;
  /** Argument that is the function, or the object that holds it. */
  readonly argument: number;
  /** Property of that object; absent: the argument itself. */
  readonly property?: string;
  readonly params: readonly HandlerParam[];
  /** Argument that names the entity (or the function). */
  readonly entityArgument?: number;
  /** Properties of the options object that name the entity. */
  readonly entityProperties?: readonly string[];
  /** The parameter is an array of messages. */
  readonly isBatch?: boolean;
  /** Only when on: the name of a preset. */
  readonly preset?: string;
  /** Where the message may bear a token; absent: in its application properties. */
  readonly carries?: Carries;
  /** Only for these trigger types, in the options' `trigger`. */
  readonly triggers?: readonly string[];
}
