type Step = () => unknown;

/** Collects how to undo what was done, and undoes it once, the last thing first. */
export class Undo {
  #steps: Step[] = [];
  #running: Promise<void> | undefined;

  add(step: Step): void {
    this.#steps.push(step);
  }

  /** Waits for all of them; where one fails, those that had started are still undone by `run`. */
  async all<T extends readonly Promise<{ stop(): Promise<void> }>[]>(
    starting: T,
  ): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
    const settled = await Promise.allSettled(starting);
    for (const one of settled) {
      if (one.status === "fulfilled") this.add(() => one.value.stop());
    }
    return await Promise.all(starting);
  }

  /** A step that fails does not keep the others from being taken; its error comes last. */
  run(): Promise<void> {
    return (this.#running ??= this.#run());
  }

  async #run(): Promise<void> {
    const errors: unknown[] = [];
    for (const step of this.#steps.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
