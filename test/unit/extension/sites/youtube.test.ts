import { Window } from "happy-dom";
import { describe, expect, test } from "vitest";
import { findPosts } from "../../../../utils/page/sites/engine/find-posts.ts";
import { sites } from "../../../../utils/page/sites/index.ts";

const address = "https://www.youtube.com/shorts/SambalMatah";

/** Players of Shorts kept ready below one another, each with where it starts on the screen. */
function shorts(...tops: number[]) {
  const window = new Window({ url: address, height: 800 });
  const document = window.document as unknown as Document;
  document.body.innerHTML = `<ytd-shorts>${tops.map(() => "<ytd-reel-video-renderer></ytd-reel-video-renderer>").join("")}</ytd-shorts>`;
  const players = [...document.querySelectorAll("ytd-reel-video-renderer")];
  for (const [index, player] of players.entries()) {
    const top = tops[index] as number;
    player.getBoundingClientRect = () => ({ top, bottom: top + 700 }) as DOMRect;
  }
  return { document, players };
}

describe("with several unmarked Shorts players", () => {
  test.each([
    { tops: [-700, 0, 700], seen: 1 },
    { tops: [-350, 350, 1050], seen: 1 },
    { tops: [100, 800], seen: 0 },
  ])("the one in the middle of the screen is the post ($tops)", ({ tops, seen }) => {
    const { document, players } = shorts(...tops);
    const posts = findPosts(document, sites.youtube, { document, address });
    expect(posts.map(({ element }) => players.indexOf(element))).toEqual([seen]);
    expect(posts[0]?.identity?.subject).toBe("youtube:video:SambalMatah");
  });

  test("finds none between two of them", () => {
    const { document } = shorts(-1000, 500);
    expect(findPosts(document, sites.youtube, { document, address })).toEqual([]);
  });
});
