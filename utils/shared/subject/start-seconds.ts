/** The start position in a video's address. */

/** Parses `t` or `start` of a video's address (`90`, `90s`, `1h2m3s`) to seconds. */
export function startSeconds(query: URLSearchParams): number | undefined {
  const parts = /^(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?$/.exec(
    query.get("t") || query.get("start") || "-",
  );
  return parts
    ? Number(parts[1] ?? 0) * 3600 + Number(parts[2] ?? 0) * 60 + Number(parts[3] ?? 0)
    : undefined;
}
