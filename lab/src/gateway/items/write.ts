import type { KeyComponent } from "../../replication/partitionHash.ts";
import { partitionOfKey } from "../../replication/partitionName.ts";
import type { View } from "../../replication/PartitionKeyRange.ts";
import type { Container } from "../account/Container.ts";
import type { Answer, GatewayRequest } from "../Operation.ts";
import { ServiceError } from "../ServiceError.ts";
import { dataHeaders, itemAnswer, writeCharge } from "./answers.ts";
import { ItemWriter } from "./ItemWriter.ts";
import { noteViews } from "./consistency.ts";
import type { StoredItem } from "./StoredItem.ts";

export interface Written {
  readonly status: number;
  readonly id: string;
  /** What is answered; a delete answers nothing. */
  readonly item: StoredItem | undefined;
}

/** Runs one write at the primary and answers with the token of its commit. */
export function write(
  request: GatewayRequest,
  container: Container,
  key: readonly KeyComponent[],
  change: (writer: ItemWriter) => Written,
): Answer {
  refuseReadRegion(request);
  const range = container.data.rangeOf(key);
  const partition = partitionOfKey(key);
  request.seen.partitionKey = partition;
  const writer = new ItemWriter(request.account, container, range, partition);
  let written: Written;
  try {
    written = change(writer);
  } catch (error) {
    throw withToken(error, request, container, range.head());
  }
  writer.commit();
  const view = range.head();
  noteViews(request, container, [view]);
  const { status, id, item } = written;
  request.seen.itemId = id;
  request.seen.written = [{ id, partitionKey: partition, token: view.token }];
  if (item === undefined) {
    const headers = dataHeaders(request, container, [view], writeCharge(0));
    return { status, headers };
  }
  const charge = writeCharge(item.bytes.length);
  return itemAnswer(request, container, view, status, item, charge);
}

/** The SDK keeps the token of 404/0, 409 and 412, too (measured, 3.17.3 to 4.10.1). */
export function withToken(
  error: unknown,
  request: GatewayRequest,
  container: Container,
  view: View<StoredItem>,
): unknown {
  if (!(error instanceof ServiceError)) return error;
  noteViews(request, container, [view]);
  const headers = dataHeaders(request, container, [view], 1.24);
  const { status, message, subStatus, body } = error;
  return new ServiceError(status, message, {
    headers: { ...headers, ...error.headers },
    body,
    ...(subStatus === undefined ? {} : { subStatus }),
  });
}

/** @throws {ServiceError} 403/3, upon which the SDK reads the account again. */
export function refuseReadRegion({ account, region }: GatewayRequest): void {
  if (region === account.writeRegion) return;
  throw new ServiceError(
    403,
    `The requested operation cannot be performed at region "${region}": writes go to "${account.writeRegion}".`,
    { subStatus: 3 },
  );
}

/** `If-Match`, as one text. */
export function ifMatchOf(request: GatewayRequest): string | undefined {
  return request.headers["if-match"];
}
