/**
 * The calls of a `Container` and what hangs on it that reads or writes items, as in @azure/cosmos
 * 3.17.3 to 4.10.1.
 */
export interface ProtectedCall {
  /** Which argument holds the options. */
  readonly options: number;
  /** Takes the token: always, or when one of the listed operations (argument 0) is a read. */
  readonly takesToken: "always" | "for its reads" | "never";
  /** What comes back: an answer (promised), or an iterator whose pages are the answers. */
  readonly gives: "answer" | "pages";
}

const read: ProtectedCall = {
  options: 0,
  takesToken: "always",
  gives: "answer",
};
const write: ProtectedCall = {
  options: 1,
  takesToken: "never",
  gives: "answer",
};

export const ITEM_CALLS: Readonly<Record<string, ProtectedCall>> = {
  read,
  replace: write,
  patch: write,
  delete: { ...write, options: 0 },
};

export const ITEMS_CALLS: Readonly<Record<string, ProtectedCall>> = {
  query: { options: 1, takesToken: "always", gives: "pages" },
  readAll: { options: 0, takesToken: "always", gives: "pages" },
  changeFeed: { options: 1, takesToken: "always", gives: "pages" },
  readChangeFeed: { options: 1, takesToken: "always", gives: "pages" },
  getChangeFeedIterator: { options: 0, takesToken: "always", gives: "pages" },
  create: write,
  upsert: write,
  batch: { options: 2, takesToken: "for its reads", gives: "answer" },
  bulk: { options: 2, takesToken: "for its reads", gives: "answer" },
  executeBulkOperations: {
    options: 1,
    takesToken: "for its reads",
    gives: "answer",
  },
};

export const STORED_PROCEDURE_CALLS: Readonly<Record<string, ProtectedCall>> = {
  execute: { options: 2, takesToken: "never", gives: "answer" },
};

/** Methods of iterators that give a page, and the one that gives an async iterator of pages. */
export const PAGE_CALLS: ReadonlySet<string> = new Set([
  "fetchNext",
  "fetchAll",
  "readNext",
  "executeNext",
]);
export const PAGE_ITERATOR = "getAsyncIterator";
