/** A pack that lists recipes before the built-in ones: what the extension adds to a recipe stays with that recipe. */

import { Window } from "happy-dom";
import { afterEach, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { fieldsOf } from "../../../../utils/page/capture/site-fields.ts";
import { findPosts } from "../../../../utils/page/sites/engine/find-posts.ts";
import { withPackRecipes } from "../../../../utils/page/sites/engine/newest-recipes.ts";
import { readPost } from "../../../../utils/page/sites/engine/read-post.ts";
import { siteFields, sites } from "../../../../utils/page/sites/index.ts";
import type { PostRecipe, Site } from "../../../../utils/page/sites/site.ts";
import { withStructure } from "../../../../utils/page/sites/structure/structure.ts";
import { xCases } from "../../../../utils/page/sites/x/x.cases.ts";
import type { SiteId } from "../../../../utils/shared/contract/site.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const added: PostRecipe = {
  kind: "post",
  find: [".baru"],
  identity: [],
  slots: [{ place: "cover", look: "round" }],
};

/** The site with a pack that has one more recipe at the index, and what the capture script then reads. */
async function packedAt(id: SiteId, index: number) {
  const builtIn = siteFields[id]();
  const posts = [...sites[id].posts].toSpliced(index, 0, added);
  const fields = [...builtIn.fields].toSpliced(index, 0, {});
  const served = JSON.parse(JSON.stringify({ ...sites[id], posts, version: 9 }));
  const site: Site = withPackRecipes(sites[id], sites[id], served);
  vi.stubGlobal("document", new Window().document);
  vi.spyOn(fakeBrowser.runtime, "sendMessage").mockResolvedValue({
    ok: true,
    value: { fields, unavailable: [] },
  } as never);
  const read = await fieldsOf(site);
  if (!read.ok) throw new Error(read.problem.code);
  return { site, read: read.value };
}

test.each(["facebook", "x", "youtube", "telegram"] as const)(
  "%s: a recipe keeps its further readings, wherever a pack inserts another one",
  async (id) => {
    const { alternatives = {} } = siteFields[id]();
    for (let index = 0; index <= sites[id].posts.length; index++) {
      const { site, read } = await packedAt(id, index);
      for (const [at, recipe] of sites[id].posts.entries()) {
        const now = site.posts.findIndex((one) => JSON.stringify(one) === JSON.stringify(recipe));
        expect(read.alternatives?.[now]).toEqual(alternatives[at]);
      }
      expect(read.alternatives?.[site.posts.findIndex(({ find }) => find[0] === ".baru")]).toBeUndefined();
    }
  },
);

const html = (xCases[0]?.html ?? "").replaceAll("data-testid", "data-baru");

test("a post that only the extension's structure finds is read by its own recipe's readings", async () => {
  const { site, read } = await packedAt("x", 0);
  const document = new Window({ url: "https://x.com/home" }).document as unknown as Document;
  document.body.innerHTML = html.replace(/<(\/?)article/g, "<$1div");
  const page = { document, address: "https://x.com/home" };
  const structured = withStructure(site, () => page);
  const [found] = findPosts(document, structured, page);
  expect(found?.identity?.subject).toBe("x:post:1993210000000000001");
  const { recipe, identity } = found ?? {};
  expect(recipe?.like).toBe(1);
  const post = found?.element;
  if (!post || !recipe) throw new Error("no post");
  const { fields } = readPost({ post, recipe, site: structured, siteFields: read, page }, identity);
  expect(fields.text?.value).toBeTruthy();
  expect(fields.authorHandle?.value).toBeTruthy();
});

test("a recipe that a pack has redesigned in its place keeps them, too; one that it lacks has none", async () => {
  const redesign = (posts: readonly PostRecipe[]) =>
    withPackRecipes(sites.x, sites.x, { ...sites.x, posts, version: 9 }).places;
  const [post, account] = sites.x.posts as [PostRecipe, PostRecipe];
  expect(redesign([{ ...post, find: [".pos"] }, account])).toEqual([0, 1]);
  expect(redesign([account])).toEqual([-1, 0]);
  expect(redesign([account, post])).toEqual([1, 0]);
});
