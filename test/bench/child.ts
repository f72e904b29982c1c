/** Another process of a bench, asked one thing at a time. */

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** @param file in this folder */
export function startChild(file: string): ChildProcess {
  return fork(join(import.meta.dirname, file), { execArgv: ["--expose-gc"] });
}

/** What it answers; throws its problem, and when it ends instead. */
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

/** The child's side: answers each order, in turn. */
export function follow<T>(act: (order: T) => Promise<object>): void {
  // Nobody is left working when the bench was ended.
  process.once("disconnect", () => process.exit());
  process.on("message", (order: T) => {
    act(order).then(
      (done) => process.send?.(done),
      (error: unknown) => process.send?.({ problem: String(error) }),
    );
  });
}
