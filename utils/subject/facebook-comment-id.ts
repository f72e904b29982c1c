/** Facebook's comment ids carry the number of the post they belong to. */

/** Both numbers inside a `comment_id` such as base64 of `comment:<post>_<comment>`; undefined for others. */
export function facebookCommentId(base64: string): { post: string; comment: string } | undefined {
  try {
    const [, post, comment] = /^comment:([1-9]\d{0,29})_([1-9]\d{0,29})$/.exec(atob(base64)) ?? [];
    return post && comment ? { post, comment } : undefined;
  } catch {
    return undefined;
  }
}

/** The post's number alone. */
export function facebookPostIdFromCommentId(base64: string): string | undefined {
  return facebookCommentId(base64)?.post;
}
