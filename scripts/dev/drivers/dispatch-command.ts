/** Runs in an extension page in Chromium: dispatches a command's event to its listeners. */

interface Dispatching {
  chrome: { commands: { onCommand: { dispatch(command: string): void } } };
}

export function dispatchCommand(command: string): void {
  (globalThis as never as Dispatching).chrome.commands.onCommand.dispatch(command);
}
