/** A child process of a bench that handles one order at a time. */

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** `file` is in this folder. */
export function startChild(file: string): ChildProcess {
  return fork(join(import.meta.dirname, file), { execArgv: ["--expose-gc"] });
}

/** Resolves to its answer. Throws the problem it reports, or if it exits. */
export async function ask<T extends object>(child: ChildProcess, order: object): Promise<T> {
  const stop = new AbortController();
  const { signal } = stop;
  const ended = once(child, "exit", { signal }).then(() => [{ problem: "the process ended" }]);
  const answered = once(child, "message", { signal });
  child.send(order);
  const [done] = (await Promise.race([answered, ended])) as [T | { problem: string }];
  for (const listening of [ended, answered]) listening.catch(() => undefined);
  stop.abort();
  if ("problem" in done) throw new Error(done.problem);
  return done;
}

/** The child's side: answers orders one by one. */
export function follow<T>(act: (order: T) => Promise<object>): void {
  // Exits when the bench does.
  process.once("disconnect", () => process.exit());
  process.on("message", (order: T) => {
    act(order).then(
      (done) => process.send?.(done),
      (error: unknown) => process.send?.({ problem: String(error) }),
    );
  });
}
