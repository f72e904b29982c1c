/** Facebook's comment ids carry the number of the post they belong to. */

/** The numeric post id inside a `comment_id` such as base64 of `comment:<post>_<comment>`; undefined for others. */
export function facebookPostIdFromCommentId(base64: string): string | undefined {
  try {
    return /^comment:([1-9]\d{0,29})_\d{1,30}$/.exec(atob(base64))?.[1];
  } catch {
    return undefined;
  }
}
