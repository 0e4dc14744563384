export function buildPreload(): Promise<string>;
