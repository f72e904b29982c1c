/** Runs in a page of ours in Chromium: the keys of a command, as the browser tells its listeners there. */

interface Dispatching {
  chrome: { commands: { onCommand: { dispatch(command: string): void } } };
}

export function dispatchCommand(command: string): void {
  (globalThis as never as Dispatching).chrome.commands.onCommand.dispatch(command);
}
