/** What the program was started with. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`Set ${name} first.`);
  return value;
}
