/** Reports which source files had a function executed, by V8's coverage counters. */

import { Session } from "node:inspector/promises";
import { fileURLToPath } from "node:url";

export interface Recorder {
  /** Paths of the files with a function that was called since the start. */
  stop(): Promise<Set<string>>;
}

/** Earlier calls, such as those during imports, do not count. */
export async function recordCalls(): Promise<Recorder> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
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
