import type { MessageView } from "./MessageView.ts";

/** A rule of a subscription. Without one, the subscription gets no message. */
export interface Rule {
  readonly name: string;
  readonly filter: RuleFilter;
}

export type RuleFilter =
  | {
      readonly kind: "sql";
      readonly expression: string;
      /** Values of `@name`, by name with or without the `@`. */
      readonly parameters?: Readonly<Record<string, unknown>>;
    }
  | CorrelationFilter
  | { readonly kind: "true" }
  | { readonly kind: "false" };

/** A message matches when it has each of the values that are given. */
export interface CorrelationFilter {
  readonly kind: "correlation";
  readonly contentType?: string;
  readonly correlationId?: string;
  readonly subject?: string;
  readonly messageId?: string;
  readonly replyTo?: string;
  readonly replyToSessionId?: string;
  readonly sessionId?: string;
  readonly to?: string;
  readonly applicationProperties?: Readonly<Record<string, unknown>>;
}

/** Whether a message goes to the subscription. Never throws. */
export type MatchMessage = (message: MessageView) => boolean;

/** The rule that a subscription has until it is told otherwise: all messages. */
export const defaultRule: Rule = { name: "$Default", filter: { kind: "true" } };

export type RuleErrorCode =
  | "FilterSyntax"
  | "FilterTooLong"
  | "FilterUnsupported"
  | "FilterProperty"
  | "FilterParameter"
  | "FilterEmpty"
  | "RuleActionUnsupported"
  | "RuleName"
  | "RuleForm";

/** A rule that cannot be had; nothing was changed. */
export class RuleError extends Error {
  override readonly name = "RuleError";
  readonly code: RuleErrorCode;
  /** Where in the filter's text, from 0. */
  readonly position: number | undefined;

  constructor(code: RuleErrorCode, message: string, position?: number) {
    super(message);
    this.code = code;
    this.position = position;
  }
}
