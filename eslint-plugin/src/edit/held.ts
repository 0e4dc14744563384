import type { FunctionNode, Node } from "./nodes.ts";
import type { Source } from "./source.ts";

/** A place in the code where the message (or the context that describes it) is bound to a name or a pattern. */
export interface Held {
  readonly source: Source;
  /**
   * - `message`: the Service Bus message itself.
   * - `metadata`: a Functions context; the properties are in its `property`.
   * - `body`: the body of the message, or whatever a handler named by a setting gets.
   */
  readonly kind: "message" | "metadata" | "body";
  /** The identifier or object pattern that binds it; absent where the parameter is missing. */
  readonly pattern: Node | undefined;
  /** An expression instead of a binding: `messages[i]`. */
  readonly expression?: string;
  /** Set where the parameter of this function is missing and must be added. */
  readonly missing?: { readonly fn: FunctionNode; readonly index: number };
  readonly property?: "triggerMetadata" | "bindingData";
  /** In a batch: the text of the message's index, e.g. `index`. */
  readonly index?: string;
  /** The node whose inside sees the binding: a function, a loop, a block. */
  readonly scope: Node;
  /** The statement that binds it, where it is no parameter or loop variable. */
  readonly after?: Node;
}

/** What the handler's code knows before the element of a batch is found. */
export interface Carrier {
  readonly source: Source;
  readonly fn: FunctionNode | Source["program"];
  readonly kind: "message" | "messages" | "metadata" | "sdkBinding" | "body";
  /** Index of the parameter; -1 for a variable. */
  readonly parameter: number;
  readonly isBatch: boolean;
  readonly context?: {
    readonly parameter: number;
    readonly property: "triggerMetadata" | "bindingData";
  };
}
