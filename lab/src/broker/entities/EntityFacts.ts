import type { EntityProperties } from "../../config.ts";

/** What the administration tells of an entity besides its messages. Times in milliseconds since 1970. */
export interface EntityFacts {
  readonly createdAt: number;
  updatedAt: number;
  /** When somebody last sent or received. */
  accessedAt: number | undefined;
  /** As they were given. */
  properties: EntityProperties;
}

export const createFacts = (now: number): EntityFacts => ({
  createdAt: now,
  updatedAt: now,
  accessedAt: undefined,
  properties: {},
});
