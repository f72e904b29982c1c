/** Inputs of transforms that recipes do not list. Without them a recorded page would be read differently. */

/** Transforms that depend on words. */
export const audienceTransforms: readonly string[] = ["facebook-audience", "youtube-audience"];

/** Words with which sites describe an audience. Kept only in audience elements, because people use them too. */
export const audienceWords: ReadonlySet<string> = new Set(
  "publik public público công khai tidak unlisted draf draft dijadwalkan scheduled khusus pelanggan members friends teman amigos only me hanya saya of anggota group grup grupo private privat pribadi tertutup privado cerrado".split(
    " ",
  ),
);

/** The path of an icon, and marks that distinguish several players. */
export const knownAttributes = ["d", "is-active", "video-id"];

/** Mark the open chat among several in one document. */
export const knownClasses = ["chat", "active", "is-in", "channel-post"];

/** Attributes that refer to another element by id. */
export const referenceAttributes = ["aria-labelledby", "aria-describedby"];

/** Transforms that search all words of a post for its name. */
export const wholePostNames: readonly string[] = ["youtube-header"];
