// The operations of a transactional batch and of bulk: the same form, and the same results.
import type { GatewayRequest } from "../Operation.ts";
import { ServiceError } from "../ServiceError.ts";
import { writeCharge } from "./answers.ts";
import { checkObject, parseJson } from "./checkItem.ts";
import type { ItemWriter } from "./ItemWriter.ts";
import { readPatch } from "./patch.ts";
import type { StoredItem } from "./StoredItem.ts";

export interface BatchOperation {
  readonly operationType:
    "Create" | "Upsert" | "Read" | "Delete" | "Replace" | "Patch";
  readonly id?: string;
  readonly resourceBody?: unknown;
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
  /** Of bulk only: the key as JSON text. */
  readonly partitionKey?: string;
}

export interface BatchResult {
  readonly statusCode: number;
  readonly subStatusCode?: number;
  readonly requestCharge: number;
  readonly eTag?: string;
  readonly resourceBody?: unknown;
  /** Left out of the answer. */
  readonly id?: string;
}

/** As the service documents for both. */
const MAX_OPERATIONS = 100;

/** Of the whole request (documentation of transactional batch). */
const MAX_BYTES = 2 * 1024 * 1024;

/** @throws {ServiceError} 400, 413 */
export function readBatch(body: Buffer): BatchOperation[] {
  if (body.length > MAX_BYTES) {
    throw new ServiceError(
      413,
      'Message: {"Errors":["Request size is too large"]}',
    );
  }
  const sent = parseJson(body);
  if (!Array.isArray(sent) || sent.length === 0) {
    throw new ServiceError(
      400,
      "Batch request is invalid: the body is an array of operations.",
    );
  }
  if (sent.length > MAX_OPERATIONS) {
    throw new ServiceError(
      400,
      `Batch request has more operations than what is supported: ${sent.length}, the limit is ${MAX_OPERATIONS}.`,
    );
  }
  return sent.map((each: unknown) =>
    checkObject(each),
  ) as unknown as BatchOperation[];
}

/** Runs one operation; what goes wrong with it is its result. */
export function runInBatch(
  writer: ItemWriter,
  operation: BatchOperation,
): BatchResult {
  try {
    return run(writer, operation);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { status, subStatus } = error;
    return {
      statusCode: status,
      ...(subStatus !== undefined && { subStatusCode: subStatus }),
      requestCharge: 1.24,
    };
  }
}

/** What the others of a batch answer when one failed. */
export const failedDependency: BatchResult = {
  statusCode: 424,
  requestCharge: 0,
};

function run(writer: ItemWriter, operation: BatchOperation): BatchResult {
  const { operationType, resourceBody, ifMatch, ifNoneMatch } = operation;
  const id = operation.id ?? "";
  switch (operationType) {
    case "Create":
      return result(201, writer.create(checkObject(resourceBody)));
    case "Upsert": {
      const { item, isNew } = writer.upsert(checkObject(resourceBody), ifMatch);
      return result(isNew ? 201 : 200, item);
    }
    case "Replace":
      return result(
        200,
        writer.replace(id, checkObject(resourceBody), ifMatch),
      );
    case "Patch":
      return result(200, writer.patch(id, readPatch(resourceBody), ifMatch));
    case "Read": {
      const item = writer.read(id);
      if (ifNoneMatch !== item.etag) return result(200, item);
      return { statusCode: 304, requestCharge: 1, eTag: item.etag, id };
    }
    case "Delete":
      writer.delete(id, ifMatch);
      return { statusCode: 204, requestCharge: writeCharge(0), id };
    default:
      throw new ServiceError(
        400,
        `A batch takes the operations Create, Upsert, Read, Delete, Replace and Patch; got ${JSON.stringify(operationType)}.`,
      );
  }
}

function result(statusCode: number, item: StoredItem): BatchResult {
  return {
    statusCode,
    requestCharge: writeCharge(item.bytes.length),
    eTag: item.etag,
    resourceBody: item.body,
    id: String(item.body["id"]),
  };
}

export function isFailed({ statusCode }: BatchResult): boolean {
  return statusCode >= 400;
}

/** Whether an operation of that result changed something. */
export function hasWritten(
  operation: BatchOperation,
  result: BatchResult,
): boolean {
  return !isFailed(result) && operation.operationType !== "Read";
}

export function resultsBody(
  request: GatewayRequest,
  operations: readonly BatchOperation[],
  results: readonly BatchResult[],
): string {
  // `Prefer: return=minimal`: what was written is not answered, what was read is.
  const isMinimal = request.headers["prefer"] === "return=minimal";
  const answered = results.map((result, index) => ({
    ...result,
    id: undefined,
    ...(isMinimal &&
      operations[index]!.operationType !== "Read" && {
        resourceBody: undefined,
      }),
  }));
  return JSON.stringify(answered);
}
