export type Item = Record<string, unknown> & { id: string };

interface State {
  readonly lsn: number;
  readonly items: ReadonlyMap<string, Item>;
}

/** The primary's items, and those of a replica that has seen only the writes up to some LSN. */
export class LaggingStore {
  private primary: State = { lsn: 100, items: new Map() };
  private replica: State = this.primary;
  /** The replica follows each write at once while true. */
  following = true;

  write(id: string, item: Item | undefined): void {
    const items = new Map(this.primary.items);
    if (item === undefined) items.delete(id);
    else items.set(id, item);
    this.primary = { lsn: this.primary.lsn + 1, items };
    if (this.following) this.replica = this.primary;
  }

  catchUp(): void {
    this.replica = this.primary;
  }

  get written(): State {
    return this.primary;
  }

  get readable(): State {
    return this.replica;
  }

  /** Version 1 and one region, so that tests see more than the plainest form. */
  static tokenAt(lsn: number): string {
    return `0:1#${lsn}#1=${lsn}`;
  }

  canServe(token: string | undefined): boolean {
    const asked = /(?:^|,)0:-?\d+#(\d+)/.exec(token ?? "")?.[1];
    return asked === undefined || Number(asked) <= this.replica.lsn;
  }
}
