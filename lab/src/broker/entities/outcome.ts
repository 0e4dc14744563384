/** Encoded keys and values in turn. */
export type EncodedEntries = readonly Buffer[];

/** What a receiver says of a message that it has locked. */
export type Outcome =
  | { readonly kind: "complete" }
  | { readonly kind: "abandon"; readonly properties?: EncodedEntries }
  | { readonly kind: "defer"; readonly properties?: EncodedEntries }
  | { readonly kind: "deadLetter"; readonly properties?: EncodedEntries };
