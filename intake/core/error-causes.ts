/** An error and the errors that it wraps, outermost first: drizzle and flydrive wrap those of drivers. */

const maxDepth = 8;

export function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error && causes.length < maxDepth; cause = cause.cause)
    causes.push(cause);
  return causes;
}

/** True if the error or one that it wraps has one of the codes: SQLSTATE, or of the operating system. */
export function hasCode(error: unknown, codes: readonly string[]): boolean {
  return causesOf(error).some((cause) => codes.includes(String((cause as NodeJS.ErrnoException).code)));
}
