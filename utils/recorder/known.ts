/** What the named transforms look at and no recipe says: without it a recorded page reads otherwise. */

/** These read words. */
export const audienceTransforms: readonly string[] = ["facebook-audience", "youtube-audience"];

/** In which a site says whom a post is shown to; kept nowhere else, since people use them too. */
export const audienceWords: ReadonlySet<string> = new Set(
  "publik public público công khai tidak unlisted pribadi private draf draft dijadwalkan scheduled khusus pelanggan members friends teman amigos only me hanya saya".split(
    " ",
  ),
);

/** The form of a drawing, and which of several players is the one. */
export const knownAttributes = ["d", "is-active", "video-id"];

/** Which of several chats in one document is open. */
export const knownClasses = ["chat", "active"];

/** Attributes that name another element by its id. */
export const naming = ["aria-labelledby", "aria-describedby"];

/** These look for the post's name among all its words. */
export const wholePostNames: readonly string[] = ["youtube-header"];
