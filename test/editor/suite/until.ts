/** Asks again until there is an answer. What VS Code shows comes when it comes; nothing here waits a fixed time. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  const end = Date.now() + 40_000;
  let last = "";
  while (Date.now() < end) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      // The built-in TypeScript server cancels what is asked of it while it starts.
      if (!String(error).includes("Canceled")) throw error;
      last = String(error);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Waited for ${what}. ${last}`);
}
