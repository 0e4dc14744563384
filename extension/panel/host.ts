import type { ToHost, ToPanel } from "./protocol.ts";

/** The one channel to the host, whoever that is: VS Code, or a page that a test made. */
export interface Host {
  send(message: ToHost): void;
  /** What the page remembers when it is hidden or the window is loaded again. */
  save(state: SavedState): void;
  restore(): SavedState | undefined;
}

export interface SavedState {
  readonly filter: string;
}

interface VsCodeApi {
  postMessage(message: unknown): void;
  setState(state: unknown): void;
  getState(): unknown;
}

declare global {
  function acquireVsCodeApi(): VsCodeApi;
}

export function connectHost(onMessage: (message: ToPanel) => void): Host {
  const api = acquireVsCodeApi();
  window.addEventListener("message", ({ data }: MessageEvent<ToPanel>) => {
    onMessage(data);
  });
  return {
    send: (message) => api.postMessage(message),
    save: (state) => api.setState(state),
    restore: () => {
      const state = api.getState();
      return typeof state === "object" && state !== null && "filter" in state
        ? { filter: String(state.filter) }
        : undefined;
    },
  };
}
