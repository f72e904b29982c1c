/** Processes that this one starts, their ports, and cleanup acts for an exit before the caller could run them. */

import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

const acts = new Set<() => unknown>();

/** `act` must be synchronous, because nothing is awaited at exit. Returns a function that removes it. */
export function atExit(act: () => unknown): () => void {
  // One exit listener for all.
  if (!process.listeners("exit").includes(runAll)) process.on("exit", runAll);
  acts.add(act);
  return () => void acts.delete(act);
}

function runAll(): void {
  for (const act of acts) act();
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Resolves once the process has ended. */
export async function endChild(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || hasEnded(child)) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
