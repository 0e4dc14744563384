import type { Item } from "../query/Query.ts";
import { ServiceError } from "../ServiceError.ts";

/** @throws {ServiceError} 400 when it is no text. */
export function scriptBody({ body }: Item): string {
  if (typeof body === "string" && body !== "") return body;
  throw new ServiceError(
    400,
    "The body of a script is invalid: it is the text of a JavaScript function.",
  );
}
