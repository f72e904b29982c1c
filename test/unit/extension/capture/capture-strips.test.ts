/** Parts of a post that is higher than the view: together they show the whole post, despite bars at the page's edges. */

import { describe, expect, test } from "vitest";
import { randomOf } from "../../../../scripts/measure/chaos/random.ts";
import {
  captureStrips,
  type StripCamera,
  type StripRows,
  scrollToFit,
} from "../../../../utils/page/capture/capture-strips.ts";

interface Scene {
  /** Device pixels of the viewport. */
  viewport: number;
  /** Bars of the site over the viewport's edges. */
  topBar: number;
  bottomBar: number;
  /** The post's position in the page when scrolled to 0; may be between two rows. */
  top: number;
  height: number;
  /** Maximal and current scroll position of the page. */
  most: number;
  scrolled: number;
  /** Called before each capture. */
  onTake?: (scene: Scene) => void;
}

/** A page that scrolls by whole device pixels, as browsers do. `shot`: rows of the post as the captures show them. */
function pageOf(scene: Scene): { view: StripCamera; shot: StripRows[]; seen: number[] } {
  const shot: StripRows[] = [];
  const seen: number[] = [];
  const view: StripCamera = {
    top: 0,
    bottom: scene.viewport,
    measure() {
      if (scene.height <= 0) return undefined;
      const top = scene.top - scene.scrolled;
      const first = Math.max(top, scene.topBar);
      const last = Math.min(top + scene.height, scene.viewport - scene.bottomBar);
      return { top, height: scene.height, free: last - first > 4 ? { top: first, bottom: last } : undefined };
    },
    scroll(px) {
      scene.scrolled = Math.round(Math.min(scene.most, Math.max(0, scene.scrolled + px)));
    },
    settle: async () => undefined,
    async take(rows) {
      scene.onTake?.(scene);
      shot.push(rows);
      const origin = Math.floor(scene.top) - scene.scrolled;
      for (let row = rows.y; row < rows.y + rows.height; row++) {
        if (row < scene.topBar || row >= scene.viewport - scene.bottomBar)
          throw new Error(`row ${row} is under a bar`);
        seen.push(row - origin);
      }
      return true;
    },
  };
  return { view, shot, seen };
}

const bounds = { parts: 40, px: 20_000 };
const never = new AbortController().signal;
const upTo = (count: number) => Array.from({ length: count }, (_, row) => row);

test("captures any post under any bars: every row once, in order, none from under a bar", async () => {
  const random = randomOf(7, "bars").between;
  for (let round = 0; round < 400; round++) {
    const viewport = random(300, 1_600);
    const scene: Scene = {
      viewport,
      topBar: random(0, viewport >> 2),
      bottomBar: random(0, viewport >> 2),
      top: random(400, 3_000) + random(0, 99) / 100,
      height: random(viewport >> 1, 6_000) + random(0, 99) / 100,
      most: 20_000,
      scrolled: random(0, 9_000),
    };
    const rows = Math.ceil(scene.top + scene.height) - Math.floor(scene.top);
    const { view, shot, seen } = pageOf(scene);
    const taken = await captureStrips(view, bounds, never);
    expect(taken, JSON.stringify(scene)).toEqual({ parts: shot.length, whole: true });
    expect(shot.map(({ at }) => at)).toEqual(
      shot.map((_, part) => shot.slice(0, part).reduce((sum, { height }) => sum + height, 0)),
    );
    expect(seen).toEqual(upTo(rows));
    // Bars cost at most one capture more than the room between them needs.
    const room = viewport - scene.topBar - scene.bottomBar;
    expect(shot.length).toBeLessThanOrEqual(Math.ceil(rows / (room - 26)) + 1);
  }
});

test("scrolls a post that fits between the bars there, from any position", () => {
  const random = randomOf(11, "bars").between;
  for (let round = 0; round < 400; round++) {
    const viewport = random(300, 1_600);
    const topBar = random(0, viewport >> 2);
    const bottomBar = random(0, viewport >> 2);
    const scene: Scene = {
      viewport,
      topBar,
      bottomBar,
      top: random(2_000, 3_000) + random(0, 99) / 100,
      height: random(20, viewport - topBar - bottomBar - 4),
      most: 20_000,
      scrolled: random(1_000, 3_000),
    };
    const { view } = pageOf(scene);
    expect(scrollToFit(view), JSON.stringify(scene)).toBe(true);
    const look = view.measure();
    expect(look?.free).toEqual({ top: look?.top, bottom: (look?.top ?? 0) + scene.height });
  }
});

describe("failed captures", () => {
  const scene = (changes: Partial<Scene>): Scene => ({
    viewport: 900,
    topBar: 50,
    bottomBar: 0,
    top: 600,
    height: 3_000,
    most: 20_000,
    scrolled: 0,
    ...changes,
  });

  test("a post higher than the room does not fit", () => {
    expect(scrollToFit(pageOf(scene({ height: 880 })).view)).toBe(false);
    expect(scrollToFit(pageOf(scene({ height: 901 })).view)).toBe(false);
  });

  test("omits an end that cannot be scrolled into view, and a beginning that stays covered", async () => {
    const short = pageOf(scene({ bottomBar: 100, most: 2_700 }));
    expect(await captureStrips(short.view, bounds, never)).toMatchObject({ whole: false });
    expect(short.seen).toEqual(upTo(2_900));
    const covered = pageOf(scene({ top: 20 }));
    expect(await captureStrips(covered.view, bounds, never)).toMatchObject({ whole: false });
    expect(covered.seen).toEqual(upTo(3_000).slice(30));
  });

  test("limits captures and rows", async () => {
    const few = pageOf(scene({}));
    expect(await captureStrips(few.view, { parts: 2, px: 20_000 }, never)).toEqual({
      parts: 2,
      whole: false,
    });
    const low = pageOf(scene({}));
    expect(await captureStrips(low.view, { parts: 40, px: 1_000 }, never)).toEqual({
      parts: 2,
      whole: false,
    });
    expect(low.seen).toEqual(upTo(1_000));
  });

  test("ends when a post vanishes or grows, and keeps the captured parts", async () => {
    for (const height of [0, 3_400]) {
      let captures = 0;
      const view = scene({
        onTake: (now) => {
          if (++captures === 3) now.height = height;
        },
      });
      expect(await captureStrips(pageOf(view).view, bounds, never)).toEqual({ parts: 2, whole: false });
    }
  });

  test("captures a page again that moved during the capture", async () => {
    let captures = 0;
    const moving = scene({
      onTake: (now) => {
        if (++captures === 2) now.top += 40;
      },
    });
    const { view, shot } = pageOf(moving);
    expect(await captureStrips(view, bounds, never)).toMatchObject({ parts: 4, whole: true });
    expect(shot.map(({ at }) => at)).toEqual([0, 826, 826, 1_612, 2_438]);
  });

  test("cancelling keeps the captured parts", async () => {
    const cancel = new AbortController();
    let captures = 0;
    const { view } = pageOf(scene({ onTake: () => void (++captures === 2 && cancel.abort()) }));
    expect(await captureStrips(view, bounds, cancel.signal)).toEqual({ parts: 2, whole: false });
    expect(await captureStrips(view, bounds, cancel.signal)).toEqual({ parts: 0, whole: false });
  });
});
