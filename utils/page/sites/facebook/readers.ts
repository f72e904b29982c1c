/** Facebook-specific transforms: the time in embedded JSON, the audience, and the parents of comments. */

import { facebookCommentId } from "../../../shared/subject/facebook.ts";
import { parseAddress } from "../../../shared/subject/parse-address.ts";
import { readAddress } from "../../../shared/subject/read-address.ts";
import { namedText, type ReadContext } from "../engine/page.ts";

export const role = (name: string) => `[data-ad-rendering-role="${name}"]`;
export const story = role("story_message");
/** The time's link has this mark. In an embedded reshared post the mark ends in `P-y-R`. */
export const time = 'a[href*="__tn__=%2CO%2CP"]:not([href*="P-y-R"])';
/** The card of a shared link can lead to another post by the same kind of address, but holds a picture or a text. */
export const timeLink = { at: time, outside: `${story},svg,a:has(img,[dir])` };
export const commentTime = "[data-permalink-nav] a";

const number = /^[1-9]\d{0,29}$/;

/** Other sites' addresses can have a query of the same name. */
const idIn = (raw: string, base: string) => {
  const url = URL.parse(raw, base);
  const query = /(^|\.)facebook\.com$/.test(url?.hostname ?? "") ? url?.searchParams : undefined;
  return query?.get("reply_comment_id") || query?.get("comment_id") || "";
};

/**
 * Returns false for the card of a link that a post or a comment shares: it can have another comment's id. The links of a
 * comment have the same id as its time; without one, as its first link.
 */
function isOfComment(raw: string, { element, page }: ReadContext): boolean {
  const box = `[role="article"][aria-label],:has(> ul ${commentTime})`;
  const comment = element?.closest(box);
  const times = [...(comment?.querySelectorAll(commentTime) ?? [])];
  // A reply in the comment has a time too.
  const own =
    times.find((near) => near.closest(box) === comment) ??
    comment?.querySelector('a[href*="comment_id="]:not(:has(img))');
  const number = (address: string) => {
    const id = idIn(address, page.address);
    return facebookCommentId(id)?.comment ?? id;
  };
  return number(own?.getAttribute("href") ?? "") === number(raw);
}

/** Returns the ids of a comment or reply and of its parent, from the query of a link. */
function commentNumbers(raw: string, base: string) {
  const id = idIn(raw, base);
  const inside = facebookCommentId(id);
  if (inside || !number.test(id)) return inside;
  // A comment's number alone does not identify it; the address must also name the post.
  const named = readAddress(raw, base);
  return named.ok && number.test(named.value.id) ? { post: named.value.id, comment: id } : undefined;
}

const author = '[data-ad-rendering-role="profile_name"],h2,h3,h4';

/** Returns the path of a link, without the site's own marks. */
const pathOf = (link: Element | null | undefined) =>
  link?.getAttribute("href")?.replace(/^https:..[^/]+|[?&]__.*/g, "");

/** Returns the paths of the times in a post, not of links in texts. Several posts in one element of a feed have several. */
function timesIn(post: Element): Set<string | undefined> {
  const links = [...post.querySelectorAll(timeLink.at)].filter(
    (link) => !link.closest(`${timeLink.outside},[dir="auto"],[data-ad-preview]`),
  );
  return new Set(links.map(pathOf).filter(Boolean));
}

/** Links to one reel or photo differ in the rest of their query. */
const mediaOf = (link: Element) => pathOf(link)?.replace(/.*(reel.\d+|fbid=\d+).*/, "$1");

/** Returns false for a card of someone else's video or photo: a video of another account, or one whose link has text. */
function isOwnMedia(link: Element, post: Element): boolean {
  const path = pathOf(link) ?? "";
  const account = pathOf(post.querySelector(author)?.querySelector("a"));
  return path.includes("/videos/")
    ? !!account && path.startsWith(`${account}/`)
    : [...post.querySelectorAll("a")].every(
        (one) => mediaOf(one) !== mediaOf(link) || !one.textContent?.trim(),
      );
}

/**
 * Returns true for a single post that begins with its author. A comment that contains a shared post begins with the
 * commenter. On the page of a photo or video, a text beside it is no post.
 */
const isPost = ({ post, page }: ReadContext) =>
  !/[?&]fbid=|\/(?:photos|reel|videos)\/\w/.test(page.address) &&
  post?.querySelector(`${author},a[href*="comment_id="]`)?.matches(author) &&
  timesIn(post).size < 2;

/** Texts, buttons and cards. */
export const belowHead = `[data-ad-rendering-role]:not(${role("profile_name")})`;
/** Holds the author, and nothing from below. The card of a shared link can have a link in the form of a time's. */
const head = `:has(${author}):not(:has(${belowHead},[data-ad-preview]))`;

/** The author's own part of the post. */
const isInHead = ({ element, post }: ReadContext) =>
  element?.closest(head)?.contains(post?.querySelector(author) ?? null) === true;

/** Transforms that yield identities on Facebook. Part of the script on every page, so kept small. */
export const facebookNames = {
  "facebook-comment": (raw: string, place: ReadContext) => {
    const numbered =
      place.element && !isOfComment(raw, place) ? undefined : commentNumbers(raw, place.page.address);
    return numbered && `facebook:comment:${numbered.post}_${numbered.comment}`;
  },
  /** Returns the subject of the post that is encoded in a comment's id. */
  "facebook-comment-post": (raw: string, place: ReadContext) => {
    const id = idIn(raw, place.page.address);
    const commentId = id && isPost(place) && isOfComment(raw, place) && facebookCommentId(id);
    return commentId ? `facebook:post:${commentId.post}` : undefined;
  },
  /**
   * Returns an address in a post, of the page or of a comment. A text is known by its direction once its role is lost; a
   * card holds one.
   */
  "facebook-post": (raw: string, place: ReadContext) => {
    const { element, post } = place;
    const isWords = element?.matches('a[dir],a:has([dir]),[dir="auto"] *,[data-ad-preview] *');
    const isOwn = element?.matches(time)
      ? isInHead(place)
      : !post ||
        !element?.matches("a") ||
        element.closest("[data-permalink-nav]") ||
        isOwnMedia(element, post);
    return isPost(place) && !isWords && isOwn ? raw : undefined;
  },
  /** Returns the group at the start of an address: the group's page or a post in it. */
  "facebook-group": (raw: string) => {
    const name = /^(?:https:\/\/[\w.]+\.com)?\/groups\/([\w.]{1,80})/.exec(raw)?.[1];
    return name && `facebook:group:${name.toLowerCase()}`;
  },
  /** Returns the account that a profile address, or one of its tabs, names. */
  "facebook-account": (raw: string) => {
    const url = new URL(raw);
    const [, id, name] =
      /^\/(?:people\/[^/]+\/([1-9]\d*)|(?!events\/|groups\/)([a-z\d.]{5,50}))(?:\/[a-z_]*)?$/i.exec(
        url.pathname,
      ) ?? [];
    const account = name === "profile.php" ? url.searchParams.get("id") : (id ?? name);
    return account && /^[\w.]+$/.test(account) ? `facebook:account:${account.toLowerCase()}` : undefined;
  },
};

const mostChars = 3_000_000;
const mostNodes = 300_000;

/** Returns true if a JSON object concerns the given post, by id or by address. */
function isAbout(data: Record<string, unknown>, subject: string): boolean {
  if (`facebook:post:${data.post_id}` === subject) return true;
  return [data.url, data.wwwURL].some((address) => {
    const parsed = typeof address === "string" ? parseAddress(address) : undefined;
    return parsed?.ok && parsed.value.subject === subject;
  });
}

/**
 * Returns the creation time (Unix seconds) from the JSON of the first page load. The JSON also describes other
 * posts, so a time counts only if its own object also holds the post's id or address.
 */
function creationTime(_raw: string, { element, subject }: ReadContext): string | undefined {
  const text = element?.textContent ?? "";
  const id = subject?.split(":")[2];
  if (!subject || !id || text.length > mostChars || !text.includes('"creation_time"') || !text.includes(id)) {
    return undefined;
  }
  const waiting: unknown[] = [JSON.parse(text)];
  for (let visited = 0; waiting.length > 0 && visited < mostNodes; visited++) {
    const data = waiting.pop();
    if (typeof data !== "object" || data === null) continue;
    const time = ownTime(data as Record<string, unknown>, subject);
    if (time) return time;
    for (const value of Object.values(data)) if (typeof value === "object") waiting.push(value);
  }
  return undefined;
}

/** Returns the creation time of the object itself, if the object concerns the post. */
function ownTime(data: Record<string, unknown>, subject: string): string | undefined {
  const { creation_time: seconds } = data;
  const isTime = typeof seconds === "number" && seconds > 0 && seconds < 1e11;
  return isTime && isAbout(data, subject) ? new Date(seconds * 1000).toISOString() : undefined;
}

type Audience = "public" | "not-public" | undefined;

/** An advertisement has this link in the place of its time. */
const ad = 'a[href*="/ads/about/"]';
const iconBehind = (link: string) => `span:has(${link}) ~ span svg`;
export const audienceIcon = /* @__PURE__ */ iconBehind(time);
export const adAudienceIcon = /* @__PURE__ */ iconBehind(ad);
const comment = '[role="article"][aria-label]';

/** Titles can contain names of people and groups, so the whole title must be known. */
const publicTitle =
  /^(?:(?:shared with|dibagikan (?:kepada|dengan|ke)|compartilhado com|compartido con|đã chia sẻ với):? )?(?:public(?: group)?|(?:grup )?publik|(?:grupo )?público|(?:nhóm )?công khai)$/iu;
const hiddenTitle =
  /\b(?:friends|teman|amigos|only me|hanya saya|members of|anggota|private group|grup (?:privat|pribadi|tertutup)|grupo privado)\b/iu;

/** Returns the audience from the icon's shape, else from its title in the known languages. A card can have an icon, too. */
function audience(_raw: string, { element }: ReadContext): Audience {
  if (!element?.closest(head)) return undefined;
  const shape = element?.querySelector("path")?.getAttribute("d") ?? "";
  if (shape.startsWith("M109.5 408.5c0 3.23")) return "public";
  if (shape.startsWith("M459.75 551")) return "not-public";
  const title = element?.querySelector("title")?.textContent?.trim() ?? "";
  if (hiddenTitle.test(title)) return "not-public";
  return publicTitle.test(title) ? "public" : undefined;
}

/**
 * Returns the audience of the post or photo that a comment is below: of the nearest part of the page with such an icon. Two
 * posts in that part mean that the comment's own has none.
 */
function audienceAbove(_raw: string, place: ReadContext): Audience {
  const edge = place.element?.closest('[role="dialog"],[role="main"],[role="complementary"],body');
  for (let part = place.element?.parentElement; part && edge?.contains(part); part = part.parentElement) {
    const own = (selector: string) =>
      [...(part?.querySelectorAll(selector) ?? [])].filter((found) => !found.closest(`${comment},${story}`));
    const [element] = own(`${audienceIcon},${adAudienceIcon}`);
    if (!element) continue;
    const times = own(`${time},${ad}`).filter((link) => !link.closest(timeLink.outside));
    const isOne = times.length === 1 && own(`${role("profile_name")}:not(:has(h5))`).length < 2;
    return isOne ? audience("", { ...place, element }) : undefined;
  }
  return undefined;
}

/** Higher up in the page there are posts, whose texts can say anything. */
const headerDepth = 6;
const publicGroup = /^(?:public group|grup publik|grupo público|nhóm công khai)(?:\s*·.*)?$/iu;
const hiddenGroup =
  /^(?:private group|grup (?:privat|pribadi|tertutup)|grupo (?:privado|cerrado)|nhóm riêng tư)(?:\s*·.*)?$/iu;

/** The text of an element without that of the elements in it. */
function ownWords({ childNodes }: Element): string {
  const texts = [...childNodes].filter(({ nodeType }) => nodeType === 3);
  return texts
    .map(({ textContent }) => textContent)
    .join("")
    .trim();
}

/** Returns the audience that a group's header states near its name. */
function groupAudience(_raw: string, { element: name }: ReadContext): Audience {
  let part = name?.parentElement;
  for (let depth = 0; part && depth < headerDepth; depth++, part = part.parentElement) {
    if (part.matches('[role="main"],body') || part.querySelector(`[aria-posinset],[role="feed"],${story}`))
      return undefined;
    const lines = [...part.querySelectorAll("*")].filter((line) => !name?.contains(line)).map(ownWords);
    if (lines.some((line) => hiddenGroup.test(line))) return "not-public";
    if (lines.some((line) => publicGroup.test(line))) return "public";
  }
  return undefined;
}

/** Returns the address of the content that a comment belongs to, without the comment's id. */
function commented(raw: string, { page }: ReadContext): string | undefined {
  const url = URL.parse(raw, page.address);
  if (!url) return undefined;
  for (const name of numbers) url.searchParams.delete(name);
  const parsed = parseAddress(url.href);
  return parsed.ok && /^(?:post|photo|video)$/.test(parsed.value.kind) ? parsed.value.permalink : undefined;
}

const numbers = ["comment_id", "reply_comment_id"];

/** Returns the comment's address: its parent's address and its own ids, without tracking parameters. */
function commentAddress(raw: string, place: ReadContext): string | undefined {
  const query = URL.parse(raw, place.page.address)?.searchParams;
  const under = commented(raw, place);
  if (!under || !query?.get("comment_id")) return undefined;
  const address = new URL(under);
  for (const name of numbers) {
    const value = query.get(name);
    if (value) address.searchParams.set(name, value);
  }
  return address.href;
}

/** Returns the parent comment of a reply. The link has the parent's id; the reply's subject has the post's. */
function replied(raw: string, { page, subject }: ReadContext): string | undefined {
  const query = URL.parse(raw, page.address)?.searchParams;
  const id = query?.get("reply_comment_id") ? query.get("comment_id") : undefined;
  const comment = id && (facebookCommentId(id)?.comment ?? /^[1-9]\d{0,29}$/.exec(id)?.[0]);
  const under = /^facebook:comment:\d+_/.exec(subject ?? "")?.[0];
  return comment && under ? under + comment : undefined;
}

function memberLinks({ element }: ReadContext): HTMLAnchorElement[] {
  return [...(element?.querySelectorAll<HTMLAnchorElement>('a[href*="/user/"]') ?? [])];
}

export const facebookReaders = {
  "facebook-time": (raw: string, place: ReadContext) => (isInHead(place) ? raw : undefined),
  /** Returns the label of the time in the post's head, or the words of the element that labels it. */
  "facebook-time-label": (_raw: string, place: ReadContext) => {
    const { element } = place;
    if (!element || !isInHead(place)) return undefined;
    const labelled = element.querySelector("[aria-labelledby]") ?? element;
    const id = labelled.getAttribute("aria-labelledby");
    return element.getAttribute("aria-label") || (id ? namedText(id, place) : undefined);
  },
  "facebook-time-group": (raw: string, place: ReadContext) =>
    isInHead(place) ? facebookNames["facebook-group"](raw) : undefined,
  /** Returns the group member's name. One of the links in the block wraps the avatar and has no text. */
  "facebook-member-name": (_raw: string, place: ReadContext) =>
    memberLinks(place)
      .map((link) => link.textContent?.trim())
      .find(Boolean),
  "facebook-member-id": (_raw: string, place: ReadContext) =>
    /\/user\/(\d+)/.exec(memberLinks(place)[0]?.getAttribute("href") ?? "")?.[1],
  "facebook-creation-time": creationTime,
  "facebook-commented": commented,
  "facebook-comment-address": commentAddress,
  "facebook-replied": replied,
};

export const facebookAudiences = {
  "facebook-audience": audience,
  "facebook-audience-above": audienceAbove,
  "facebook-group-audience": groupAudience,
};
