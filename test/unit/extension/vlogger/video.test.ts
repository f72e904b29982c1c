/** @vitest-environment happy-dom */
/** Which second of the video a page shows. */

import { afterEach, describe, expect, test } from "vitest";
import { readPage } from "../../../../utils/extension/vlogger/task-video.ts";

afterEach(() => {
  document.body.replaceChildren();
});

/** A player of one kind, standing at one second. */
function addPlayer(id: string, seconds: number, ...classes: string[]): void {
  const player = document.createElement("div");
  player.id = id;
  player.classList.add("html5-video-player", ...classes);
  const video = document.createElement("video");
  Object.defineProperty(video, "currentTime", { value: seconds });
  player.append(video);
  document.body.append(player);
}
const goTo = (address: string) => {
  (window as unknown as { happyDOM: { setURL(to: string): void } }).happyDOM.setURL(address);
};

describe("reads the time of a page's player", () => {
  test.each([
    ["https://www.youtube.com/watch?v=abcdefghijk", 83],
    ["https://www.youtube.com/shorts/abcdefghijk", 7],
  ])("%s: of its own player, not of the one that the page before left behind", (address, seconds) => {
    goTo(address);
    addPlayer("movie_player", 83);
    addPlayer("shorts-player", 7);
    expect(readPage([])).toEqual({ ad: false, notices: [], seconds });
  });

  test("ignores an advertisement left in the player", () => {
    goTo("https://www.youtube.com/shorts/abcdefghijk");
    addPlayer("movie_player", 83, "ad-showing");
    addPlayer("shorts-player", 7);
    expect(readPage([]).ad).toBe(false);
  });

  test("reads Studio's preview, which has no player around it", () => {
    goTo("https://studio.youtube.com/video/abcdefghijk/edit");
    document.body.append(document.createElement("video"));
    expect(readPage([]).seconds).toBe(0);
  });
});
