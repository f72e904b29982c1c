/** Reports what the tests executed: source files, by V8's coverage counters, and SQL statements. */

import { Session } from "node:inspector/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";

export interface Recorder {
  /** Paths of the files with a function that was called since the start. */
  stop(): Promise<Set<string>>;
}

/**
 * Earlier calls, such as those during imports, do not count. Records whether a function was called, not how often: V8
 * optimises nothing while it counts calls.
 */
export async function recordCalls(): Promise<Recorder> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: false, detailed: false });
  return {
    async stop() {
      const { result } = await session.post("Profiler.takePreciseCoverage");
      session.disconnect();
      // The unnamed function is Vitest's module wrapper.
      const called = result.filter(({ functions }) =>
        functions.some(({ functionName, ranges }) => functionName !== "" && (ranges[0]?.count ?? 0) > 0),
      );
      return new Set(called.map(({ url }) => (url.startsWith("file:") ? fileURLToPath(url) : url)));
    },
  };
}

export interface Statement {
  text: string;
  values: readonly unknown[];
}

/** Records the statements that this process sends to PostgreSQL over connections opened from now on. */
export function recordStatements(): { take(): Statement[]; stop(): void } {
  const { query } = pg.Client.prototype;
  let sent: Statement[] = [];
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const [config, values] = given as [string | { text?: string; values?: unknown[] }, unknown];
    const text = typeof config === "string" ? config : config?.text;
    const listed = Array.isArray(values) ? values : typeof config === "string" ? [] : config?.values;
    if (text !== undefined) sent.push({ text, values: listed ?? [] });
    return (query as (...all: unknown[]) => unknown).apply(this, given);
  } as typeof query;
  return {
    take() {
      const taken = sent;
      sent = [];
      return taken;
    },
    stop() {
      pg.Client.prototype.query = query;
    },
  };
}
