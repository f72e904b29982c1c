/** Heap sizes of a page and of the extension's background after garbage collection. */

import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Heap {
  send(method: "HeapProfiler.enable" | "HeapProfiler.collectGarbage"): Promise<unknown>;
  send(method: "Runtime.getHeapUsage"): Promise<{ usedSize: number }>;
}

/** All worlds of a page. */
export async function heapBytes(heap: Heap): Promise<number> {
  await heap.send("HeapProfiler.enable");
  for (let time = 0; time < 3; time++) await heap.send("HeapProfiler.collectGarbage");
  return (await heap.send("Runtime.getHeapUsage")).usedSize;
}

interface Answer {
  id?: number;
  result?: Record<string, unknown>;
  error?: { message: string };
}

/** Uses the browser's DevTools port, because the driver has no session for a worker. The worker stays awake while attached. */
export async function attachBackground(profile: string): Promise<Heap & { close(): void }> {
  const [port, path] = readFileSync(join(profile, "DevToolsActivePort"), "utf8").split("\n");
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", () => reject(new Error("no DevTools port")));
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  let sessionId: string | undefined;
  socket.addEventListener("message", ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  });
  const send = (method: string, params: object = {}) =>
    new Promise<never>((resolve, reject) => {
      const id = ++last;
      waiting.set(id, ({ result, error }) => {
        waiting.delete(id);
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve(result as never);
      });
      socket.send(JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) }));
    });
  const { targetInfos } = (await send("Target.getTargets")) as {
    targetInfos: { targetId: string; type: string; url: string }[];
  };
  const worker = targetInfos.find(
    ({ type, url }) => type === "service_worker" && url.startsWith("chrome-extension://"),
  );
  if (!worker) throw new Error("the background is not awake");
  ({ sessionId } = (await send("Target.attachToTarget", { targetId: worker.targetId, flatten: true })) as {
    sessionId: string;
  });
  return { send, close: () => socket.close() };
}
