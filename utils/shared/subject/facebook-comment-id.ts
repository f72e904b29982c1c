/** Facebook's comment ids contain the id of the post. */

/**
 * Returns both ids in a `comment_id`, which is base64 of `comment:<post>_<comment>`; undefined for other
 * values.
 */
export function facebookCommentId(base64: string): { post: string; comment: string } | undefined {
  try {
    const [, post, comment] = /^comment:([1-9]\d{0,29})_([1-9]\d{0,29})$/.exec(atob(base64)) ?? [];
    return post && comment ? { post, comment } : undefined;
  } catch {
    return undefined;
  }
}

export function facebookPostIdFromCommentId(base64: string): string | undefined {
  return facebookCommentId(base64)?.post;
}
