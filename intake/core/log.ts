/** Writes one JSON line per event to standard error, without user input. */

export interface LogFields {
  error?: unknown;
  route?: string;
  status?: number;
  detail?: string;
}

export function logLine(event: string, { error, ...fields }: LogFields = {}): void {
  const line = {
    at: new Date().toISOString(),
    event,
    ...fields,
    ...(error === undefined ? {} : { error: describeError(error) }),
  };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

/**
 * Contains only names, codes and stack frames along the chain of causes, because messages and details of
 * database errors repeat user input.
 */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, constraint, table, cause } = error as Error & Record<string, unknown>;
  const frames = error.stack?.split("\n").filter((line) => line.startsWith("    at ")) ?? [];
  return {
    name: error.name,
    ...(typeof code === "string" ? { code } : {}),
    ...(typeof constraint === "string" ? { constraint } : {}),
    ...(typeof table === "string" ? { table } : {}),
    frames: frames.slice(0, 6).map((line) => line.trim()),
    ...(cause === undefined ? {} : { cause: describeError(cause) }),
  };
}
