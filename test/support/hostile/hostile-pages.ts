/** Random sequences of acts on the cases' pages, and what must hold after each: no post has a name that is another's. */

import fc from "fast-check";
import { otherChanges, type PageChange, removalsFor } from "../../../scripts/dev/windtunnel/changes.ts";
import { forgetQueries } from "../../../scripts/dev/windtunnel/measure.ts";
import { aliasesOf, type FoundPost, findPosts } from "../../../utils/page/sites/engine/find-posts.ts";
import type { Page } from "../../../utils/page/sites/engine/page.ts";
import { readPost } from "../../../utils/page/sites/engine/read-post.ts";
import { selectAll } from "../../../utils/page/sites/engine/select.ts";
import { siteFields, sites } from "../../../utils/page/sites/index.ts";
import type { Site } from "../../../utils/page/sites/site.ts";
import { withStructure } from "../../../utils/page/sites/structure/structure.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import type { Area } from "../../fuzz/run.ts";
import { cases } from "../cases/all.ts";
import { closeDocuments, openCase } from "../cases/open-case.ts";
import { foreign, type Plant, plants } from "./foreign-addresses.ts";

/** Marks the element of each post. No recipe reads it, and a renamed element keeps it. */
const mark = "data-own";

/** Marks a post that only the page's address names: it is in no list, and without its contents nothing tells it from another. */
const byAddress = "data-by-address";

const planted = "data-planted";

interface Scene {
  site: Site;
  page: Page;
  /** The names of each post before any act, by its mark. */
  names: readonly ReadonlySet<string>[];
  /** Number of plants so far. */
  planted: number;
  /** No redesign so far: then the author is read as surely as the name. */
  isUnchanged: boolean;
}

/** Numbers from which an act chooses its places; each is reduced to what the page offers. */
interface Act {
  do: keyof typeof acts;
  which: number;
  where: number;
  how: number;
}

export interface HostilePage {
  id: SiteId;
  /** Index of the case, reduced to the number of cases. */
  of: number;
  acts: readonly Act[];
}

const pick = <T>(of: readonly T[], at: number): T | undefined => of[at % of.length];
const idOf = (site: Site) => site.id as keyof typeof plants;

const acts = {
  /** Adds another post's address where people and advertisers can add one. */
  plant(scene: Scene, act: Act) {
    const plant = pick(plants[idOf(scene.site)] ?? [], act.which);
    if (plant) place(scene, plant, act);
  },
  /** The same in a shadow root, open or closed, which the page's script attaches. */
  plantInShadow(scene: Scene, act: Act) {
    const plant = pick(plants[idOf(scene.site)] ?? [], act.which);
    const before = plant ? place(scene, plant, act) : undefined;
    if (!before) return;
    const host = scene.page.document.createElement("div");
    before.before(host);
    host.attachShadow({ mode: act.how % 2 === 0 ? "open" : "closed" }).append(before);
  },
  /** A post's link in a planted link, or around it, as scripts can nest them. */
  nestLinks({ site, page }: Scene, { which, how }: Act) {
    const link = pick(selectAll(page.document, `[${mark}] a[href]`), which);
    const plant = (plants[idOf(site)] ?? []).find(({ name }) => name === "a link with other words");
    if (!link || !plant) return;
    const holder = page.document.createElement("div");
    holder.innerHTML = plant.html(900 + (which % 90));
    const other = holder.firstElementChild as Element;
    other.setAttribute(planted, plant.place);
    if (how % 2 === 0) link.append(other);
    else {
      link.replaceWith(other);
      other.replaceChildren(link);
    }
  },
  /** A redesign. Two of them beside planted addresses can leave nothing that tells a card from a post's own link. */
  change(scene: Scene, { which }: Act) {
    const { site, page } = scene;
    if (!scene.isUnchanged) return;
    scene.isUnchanged = false;
    changeOf(site, page, which)?.apply(page.document);
  },
  rearrange(scene: Scene, { which }: Act) {
    const { page } = scene;
    if (!scene.isUnchanged) return;
    scene.isUnchanged = false;
    pick(otherChanges, which)?.apply(page.document);
  },
  /** A post in another post. */
  nestPosts({ site, page }: Scene, { which, where, how }: Act) {
    const posts = selectAll(page.document, `[${mark}]`);
    const [inner, outer] = [pick(posts, which), pick(posts, where)];
    // Cards on YouTube contain no other.
    if (site.id === "youtube" && !outer?.querySelector(texts.youtube)) return;
    if (!inner || !outer || inner.contains(outer) || outer.contains(inner)) return;
    const beside = pick(selectAll(outer, "*"), how) ?? outer;
    if (beside.tagName === "A" || beside.closest("a,button,svg")) outer.append(inner);
    else beside.after(inner);
  },
  /** A virtualised list shows another post in the same nodes. */
  recycle({ page }: Scene, { which, where }: Act) {
    const posts = selectAll(page.document, `[${mark}]:not([${byAddress}])`);
    const [one, other] = [pick(posts, which), pick(posts, where)];
    if (!one || !other || one === other || one.contains(other) || other.contains(one)) return;
    if (one.localName !== other.localName) return;
    const [children, attributes] = [
      [...one.childNodes],
      [...one.attributes].map(({ name, value }) => [name, value]),
    ];
    copyAttributes(
      one,
      [...other.attributes].map(({ name, value }) => [name, value]),
    );
    one.replaceChildren(...other.childNodes);
    copyAttributes(other, attributes as [string, string][]);
    other.replaceChildren(...children);
  },
  copyPost({ page }: Scene, { which, how }: Act) {
    const post = pick(selectAll(page.document, `[${mark}]`), which);
    if (post) (how % 2 === 0 ? post : page.document.body.lastElementChild)?.after(post.cloneNode(true));
  },
  /** The ids of a post's elements on other elements. */
  repeatIds({ page }: Scene, { which }: Act) {
    const elements = selectAll(page.document, `[${mark}] [id]`);
    const other = pick(selectAll(page.document, "body *"), which);
    for (const { id } of elements.slice(0, 3)) other?.setAttribute("id", id);
  },
  setBase({ page }: Scene, { which }: Act) {
    const base = page.document.createElement("base");
    base.href = pick(["https://iklan.example/", "/lawan/", "https://x.com/lawan/status/"], which) ?? "";
    page.document.head.prepend(base);
  },
  setDirection({ page }: Scene, { which }: Act) {
    const root = pick([page.document.documentElement, ...selectAll(page.document, `[${mark}]`)], which);
    root?.setAttribute("dir", "rtl");
    page.document.documentElement.setAttribute("lang", pick(["ar", "ja", "zh-Hant", "he"], which) ?? "");
  },
  remove({ page }: Scene, { which }: Act) {
    const own = selectAll(page.document, `[${mark}] *`);
    pick(
      own.filter((element) => !element.closest(`[${planted}] *,[${byAddress}]`)),
      which,
    )?.remove();
  },
};

function copyAttributes(element: Element, attributes: readonly (readonly string[])[]): void {
  for (const { name } of [...element.attributes]) element.removeAttribute(name);
  for (const [name = "", value = ""] of attributes) element.setAttribute(name, value);
}

/** Reading a site's recipes for its changes takes as long as ten pages. */
const changesOf = new Map<SiteId, readonly PageChange[]>();

function changeOf(site: Site, { document }: Page, which: number): PageChange | undefined {
  const all = changesOf.get(site.id) ?? removalsFor(sites[site.id], siteFields[site.id]());
  changesOf.set(site.id, all);
  const affecting = (all as ReturnType<typeof removalsFor>).filter(({ affects }) => affects(document));
  return pick(affecting, which);
}

/** Selectors of the texts that people write. */
const texts = {
  facebook: '[data-ad-rendering-role="story_message"] [dir="auto"],[dir="auto"][lang]',
  x: '[data-testid="tweetText"]',
  youtube: "#content-text:not(ytd-video-renderer *),#message,#home-content-text",
  telegram: ".tgme_widget_message_text,.text-content,.translatable-message",
} as const;

/** Returns the planted element; undefined if the page has no such place. */
function place(scene: Scene, plant: Plant, { where, how }: Act): Element | undefined {
  const { document } = scene.page;
  const post = pick(selectAll(document, `[${mark}]`), where);
  const text = post?.querySelector(texts[idOf(scene.site) as keyof typeof texts]);
  // Cards on YouTube contain no text that people write.
  if (!post || (scene.site.id === "youtube" && !text && plant.place !== "page")) return undefined;
  if (isHeader(post, scene) && plant.place !== "text") return undefined;
  const holder = document.createElement("div");
  holder.setAttribute(planted, plant.place);
  holder.innerHTML = plant.html(++scene.planted);
  if (plant.place === "text") {
    if (!text) return undefined;
    if (how % 2 === 0) text.append(holder);
    else text.prepend(holder);
  } else if (plant.place === "page") {
    const outermost = outermostPost(post);
    if (outermost === document.body || how % 3 === 0) document.body.append(holder);
    else if (how % 3 === 1) outermost.after(holder);
    else outermost.before(holder);
  } else {
    const beside = text ? ancestorIn(post, text, how) : undefined;
    if (!beside) post.append(holder);
    else if (plant.place === "below") beside.after(holder);
    else beside.before(holder);
  }
  return holder;
}

/** Returns true for the header of a profile. No site lets people add a card or a quote there. */
const isHeader = (post: Element, { names }: Scene) =>
  (post.getAttribute(mark) ?? "")
    .split(" ")
    .some((at) =>
      [...(names[Number(at)] ?? [])].some((name) => /:(?:account|channel|group|playlist):/.test(name)),
    );

function outermostPost(post: Element): Element {
  let outermost = post;
  for (let up = post.parentElement?.closest(`[${mark}]`); up; up = up.parentElement?.closest(`[${mark}]`))
    outermost = up;
  return outermost;
}

/** Returns the text or an element around it, within the post. */
function ancestorIn(post: Element, text: Element, how: number): Element | undefined {
  const around: Element[] = [];
  for (let up: Element | null = text; up && up !== post && post.contains(up); up = up.parentElement)
    if (up.parentElement && !up.parentElement.closest("a")) around.push(up);
  return pick(around, how);
}

const namesOf = (found: FoundPost, site: Site, page: Page): string[] => {
  const { identity, element: post, recipe } = found;
  return identity ? [identity.subject, ...aliasesOf({ post, recipe, site, page }, identity.subject)] : [];
};

function runHostilePage({ id, of, acts: sequence }: HostilePage): void {
  const hostileCase = pick(hostileCases(id), of);
  if (!hostileCase) return;
  const site = sites[id];
  const page = { document: openCase(hostileCase), address: hostileCase.address };
  const names = findPosts(page.document, site, page).map((found, at) => {
    const { element, identity } = found;
    element.setAttribute(mark, `${element.getAttribute(mark) ?? ""} ${at}`.trim());
    if (typeof identity?.reading === "object" && identity.reading.in === "address")
      element.setAttribute(byAddress, "");
    return new Set(namesOf(found, site, page));
  });
  const scene: Scene = { site, page, names, planted: 0, isUnchanged: true };
  for (const act of sequence) {
    acts[act.do](scene, act);
    forgetQueries(page.document);
  }
  for (const post of findPosts(
    page.document,
    withStructure(site, () => page),
    page,
  ))
    check(post, scene);
}

/** Long pages are as hostile as short ones, and slow. */
function hostileCases(id: SiteId) {
  return cases[id].filter(({ html }) => html.length < 60_000);
}

function check(found: FoundPost, scene: Scene): void {
  const { site, page } = scene;
  const { element, recipe, identity, question } = found;
  const withParts = withStructure(site, () => page);
  const names = namesOf(found, withParts, page);
  const wrong = names.filter((name) =>
    foreign.test(name) ? !isQuoted(element) : !isOwn(element, name, scene),
  );
  if (wrong.length > 0)
    throw new Error(`${wrong.join(", ")} names <${element.localName}> ${element.outerHTML.slice(0, 300)}`);
  if (element.closest("[contenteditable]")) throw new Error("a composer has a post");
  if (question) return;
  const reader = { site: withParts, siteFields: siteFields[site.id](), post: element, recipe, page };
  const { fields } = readPost(reader, identity);
  if (!scene.isUnchanged || names.some((name) => foreign.test(name))) return;
  for (const name of ["permalink", "authorHandle", "authorLink", "authorId"] as const) {
    const value = fields[name]?.value;
    if (value !== undefined && foreign.test(value))
      throw new Error(`${name} of ${identity?.subject} is ${value}`);
  }
}

/** A quote or card is a post of its own. Words are none. */
function isQuoted(element: Element): boolean {
  const holder = element.closest(`[${planted}]`);
  return holder !== null && holder.getAttribute(planted) !== "text";
}

/** True for a name of the post that the element is, or is a part or the surroundings of. */
function isOwn(element: Element, name: string, { names, page }: Scene): boolean {
  const isOwner = (root: Element) =>
    (root.getAttribute(mark) ?? "").split(" ").some((at) => names[Number(at)]?.has(name) === true);
  const around = element.closest(`[${mark}]`);
  if (around && isOwner(around)) return true;
  const roots = selectAll(page.document, `[${mark}]`);
  // A name that no recipe gave before: of a post that only structure finds.
  if (!names.some((given) => given.has(name))) return true;
  const inside = roots.filter((root) => element.contains(root) && hasOwnWords(root));
  const owners = inside.filter(isOwner);
  return owners.length > 0 && inside.every((root) => owners.some((owner) => owner.contains(root)));
}

/** False for a post of which nothing is left but the posts in it. */
function hasOwnWords(root: Element): boolean {
  const copy = root.cloneNode(true) as Element;
  for (const inner of selectAll(copy, `[${mark}]`)) inner.remove();
  return copy.textContent?.trim() !== "" || copy.querySelector("img,video") !== null;
}

const number = fc.nat(10_000);
const act: fc.Arbitrary<Act> = fc.record({
  do: fc.oneof(
    { weight: 4, arbitrary: fc.constant("plant" as const) },
    { weight: 2, arbitrary: fc.constant("change" as const) },
    { weight: 4, arbitrary: fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[])) },
  ),
  which: number,
  where: number,
  how: number,
});

const hostilePage = (id: SiteId): fc.Arbitrary<HostilePage> =>
  fc.record({ id: fc.constant(id), of: number, acts: fc.array(act, { minLength: 1, maxLength: 8 }) });

/** The sites whose pages show what people other than the author write. */
export const hostileSites = Object.keys(plants) as SiteId[];

export const hostileProperty = (ids: readonly SiteId[]) =>
  fc.asyncProperty(fc.oneof(...ids.map(hostilePage)), async (page) => {
    try {
      runHostilePage(page);
    } finally {
      await closeDocuments();
    }
  });

export const pages: Area = {
  open: async () => ({ property: hostileProperty(hostileSites), close: async () => undefined }),
};
