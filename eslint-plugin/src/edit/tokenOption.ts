import type { OptionText } from "./optionsArgument.ts";
import type { Source } from "./source.ts";
import type { TokenValue } from "./tokenVariable.ts";

/**
 * The option as it is written. Under exactOptionalPropertyTypes the SDK's `sessionToken?: string` takes no
 * `undefined`, which the SDK itself treats as no token (FACTS: measured), hence the cast.
 */
export function tokenOption(source: Source, value: TokenValue): OptionText {
  const { text, isString, isParameter = false } = value;
  const cast = source.isTypeScript && !isString ? " as string" : "";
  const short =
    text === "sessionToken" ? "sessionToken" : `sessionToken: ${text}`;
  return {
    name: "sessionToken",
    text: cast === "" ? short : `sessionToken: ${text}${cast}`,
    orElse: / as \w+$/.test(text) ? `(${text})` : text,
    // Other callers of the function may pass a token in the options and none in the parameter.
    ...(isParameter ? { behindSpread: `...(${text} && { ${short} })` } : {}),
  };
}

/** Levels at which the service heeds no token. */
const deafLevels = new Set(["Eventual", "ConsistentPrefix"]);

/** The option that makes the service heed the token, where the read or its client asks for a lower level. */
export function levelOption(
  source: Source,
  level: string | undefined,
): OptionText[] {
  if (level === undefined || !deafLevels.has(level)) return [];
  return [
    {
      name: "consistencyLevel",
      text: `consistencyLevel: ${source.quote("Session")}`,
    },
  ];
}
