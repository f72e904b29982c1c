/** A video's frame: which video's, how large, and why there is none. */

import { Window } from "happy-dom";
import { afterEach, expect, test, vi } from "vitest";
import { videoFrame } from "../../../../utils/page/capture/video-frame.ts";
import { siteFields, sites } from "../../../../utils/page/sites/index.ts";

afterEach(() => vi.unstubAllGlobals());

/** A browser's canvas whose output the test sets; records the drawn images. */
function stubCanvas(outcome: () => Promise<Blob>) {
  const drawn: { id: string; width: number; height: number }[] = [];
  class Canvas {
    width: number;
    height: number;
    constructor(width: number, height: number) {
      this.width = width;
      this.height = height;
    }
    getContext() {
      return {
        drawImage: (video: Element, _x: number, _y: number, width: number, height: number) =>
          drawn.push({ id: video.id, width, height }),
      };
    }
    convertToBlob() {
      return outcome();
    }
  }
  vi.stubGlobal("OffscreenCanvas", Canvas);
  return drawn;
}

/** Makes a blob of the same window as its reader. */
function blobOf(type: string): Blob {
  const { Blob: WindowBlob } = new Window();
  return new WindowBlob(["RIFF"], { type }) as unknown as Blob;
}

const watch = sites.youtube.posts.findIndex(({ kind }) => kind === "video");

/** The watch page with a video of that size in its player. */
function frameOf({
  player = "",
  video = {} as Record<string, unknown>,
  site = "youtube" as const,
  recipe = watch,
} = {}) {
  const address = "https://www.youtube.com/watch?v=S4y0rL0d3h1";
  const window = new Window({ url: address });
  vi.stubGlobal("HTMLVideoElement", window.HTMLVideoElement);
  vi.stubGlobal("FileReader", window.FileReader);
  const document = window.document as unknown as Document;
  document.body.innerHTML = `<ytd-watch-flexy video-id="S4y0rL0d3h1"><div id="primary"><div id="movie_player" class="${player}"><video id="main"></video></div></div></ytd-watch-flexy><video id="preview"></video>`;
  const element = document.querySelector("#main") as Element;
  const state = { readyState: 4, videoWidth: 1920, videoHeight: 1080, mediaKeys: null, ...video };
  for (const [name, value] of Object.entries(state)) Object.defineProperty(element, name, { value });
  return videoFrame({
    post: document.querySelector("#primary") as Element,
    recipe: sites[site].posts[recipe] as (typeof sites.youtube.posts)[number],
    fields: siteFields[site]().fields[recipe],
    page: { document, address },
  });
}

test("is the player's video, at most 1280 pixels long, drawn before any await", async () => {
  const drawn = stubCanvas(async () => blobOf("image/webp"));
  const frame = frameOf();
  expect(drawn).toEqual([{ id: "main", width: 1280, height: 720 }]);
  expect(await frame).toMatch(/^data:image\/webp;base64,/);
  await frameOf({ video: { videoWidth: 360, videoHeight: 640 } });
  expect(drawn[1]).toEqual({ id: "main", width: 360, height: 640 });
  await frameOf({ video: { videoWidth: 1080, videoHeight: 4000 } });
  expect(drawn[2]).toEqual({ id: "main", width: 346, height: 1280 });
});

test("reports a protected video and a tainted canvas", async () => {
  const drawn = stubCanvas(() => Promise.reject(new DOMException("tainted", "SecurityError")));
  expect(await frameOf({ video: { mediaKeys: {} } })).toBe("protected");
  expect(drawn).toEqual([]);
  expect(await frameOf()).toBe("protected");
});

test("is absent for an advertisement and for an unloaded video", async () => {
  const drawn = stubCanvas(async () => new Blob([]));
  expect(await frameOf({ player: "ad-showing" })).toBe("out-of-view");
  expect(await frameOf({ video: { readyState: 1 } })).toBe("failed");
  expect(await frameOf({ video: { videoWidth: 0 } })).toBe("failed");
  expect(drawn).toEqual([]);
});

test("is absent for a post that is no video", () => {
  const comment = sites.youtube.posts.findIndex(({ kind }) => kind === "comment");
  expect(frameOf({ recipe: comment })).toBeUndefined();
});
