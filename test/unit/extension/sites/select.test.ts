import { describe, expect, test, vi } from "vitest";
import { selectEach } from "../../../../utils/page/sites/engine/select.ts";

const match = {} as Element;

/** Has matches of every selector, but no element with one of the tags. */
function placeWithout(...tags: string[]) {
  const querySelectorAll = vi.fn(() => [match] as unknown as NodeListOf<Element>);
  const querySelector = (selector: string) => (tags.includes(selector) ? null : match);
  return { querySelector, querySelectorAll } as unknown as ParentNode;
}

describe("before it asks for the matches of a selector", () => {
  test.each([
    "h1",
    '[role="main"]:has(img[alt="a"]) h1',
    'h1[data-id="7"]',
    'a:not(b *)>h1[title][dir="auto"]',
  ])("looks for the tag at the end of %s", (selector) => {
    const place = placeWithout("h1");
    expect(selectEach(place, [selector])).toEqual([]);
    expect(place.querySelectorAll).not.toHaveBeenCalled();
    expect(selectEach(place, [selector, "b"])).toEqual([match]);
    expect(place.querySelectorAll).toHaveBeenCalledExactlyOnceWith("b");
  });

  test.each([
    "b, h1",
    ".a\\ h1",
    ":not(b h1",
    '[title="a h1',
    '[title="a h1"]',
    "a:has(> h1)",
    ".h1",
    "h1:hover",
  ])("takes no tag from %s", (selector) => {
    expect(selectEach(placeWithout("h1", "b"), [selector])).toEqual([match]);
  });
});
