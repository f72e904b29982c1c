/** Reads a DevTools CPU profile: time with an extension's code on the stack, and time per function. */

export interface ProfileNode {
  id: number;
  callFrame: { functionName: string; url: string; lineNumber: number; columnNumber: number };
  children?: number[];
}

export interface CpuProfile {
  nodes: ProfileNode[];
  samples?: number[];
  /** Microseconds since the previous sample. */
  timeDeltas?: number[];
}

export interface ExtensionTime {
  ms: number;
  /** `function line:column` → milliseconds in the function itself, including browser calls. */
  selfMs: Map<string, number>;
}

const isExtension = ({ callFrame }: ProfileNode) => callFrame.url.startsWith("chrome-extension://");

/** A longer gap between two samples means that the process was not scheduled. */
const longestGapMs = 1;

export function extensionTime({ nodes, samples = [], timeDeltas = [] }: CpuProfile): ExtensionTime {
  /** For each node with extension code on its stack, the innermost such function. */
  const inside = new Map<number, string>();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const walk = (node: ProfileNode, around: string | undefined) => {
    const { functionName, lineNumber, columnNumber } = node.callFrame;
    const own = isExtension(node) ? `${functionName || "(anonymous)"} ${lineNumber}:${columnNumber}` : around;
    if (own !== undefined) inside.set(node.id, own);
    for (const child of node.children ?? []) {
      const below = byId.get(child);
      if (below) walk(below, own);
    }
  };
  const [root] = nodes;
  if (root) walk(root, undefined);

  const selfMs = new Map<string, number>();
  let ms = 0;
  for (const [index, id] of samples.entries()) {
    const name = inside.get(id);
    if (name === undefined) continue;
    // A sample counts until the next one.
    const spentMs = Math.min((timeDeltas[index + 1] ?? 0) / 1000, longestGapMs);
    ms += spentMs;
    selfMs.set(name, (selfMs.get(name) ?? 0) + spentMs);
  }
  return { ms, selfMs };
}
