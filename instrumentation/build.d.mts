/** @returns path of the preload */
export function buildPreload(): Promise<string>;
