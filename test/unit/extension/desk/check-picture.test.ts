/** The picture of an outcome check: when it is taken, of which tab, and the reason recorded in its place. */

import { beforeEach, expect, test } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { outcomeProofOf, takeCheckPicture } from "../../../../utils/extension/desk/outcome-checks.ts";
import type { OutcomeCheckTask, PageState } from "../../../../utils/shared/contract/outcome-check.ts";

const address = "https://x.com/warung/status/1";
const box = { x: 0, y: 0, width: 10, height: 10, devicePixelRatio: 1 };
const state: PageState = {
  site: "x",
  names: ["x:post:1"],
  signIn: false,
  seen: "removed",
  readFrom: "notice",
  source: "page article",
  address,
  title: "X",
  recipeVersion: 2,
  view: { box, own: [] },
};
const task = { noPixels: false } as OutcomeCheckTask;
const desk = 1;
const page = 2;

let front: number;
let shown: string;
let captured: number[];
let isAllowed: boolean;

beforeEach(() => {
  fakeBrowser.reset();
  [front, shown, captured, isAllowed] = [page, address, [], true];
  const tab = (id: number) => ({ id, windowId: 7, active: id === front, url: shown });
  Object.assign(fakeBrowser.runtime, { getManifest: () => ({ version: "0.1.0" }) });
  Object.assign(fakeBrowser.tabs, {
    captureVisibleTab: async () => {
      captured.push(front);
      return "data:image/png;base64,AAAA";
    },
    get: async (id: number) => tab(id),
    query: async () => [tab(front)],
    update: async (id: number) => {
      front = id;
      return tab(id);
    },
  });
  Object.assign(fakeBrowser, { permissions: { contains: async () => isAllowed } });
});

const reasonOf = async (of = task, read = state) => {
  const { picture, bytes } = await takeCheckPicture(of, page, read);
  expect(bytes).toBeUndefined();
  return picture.state === "none" ? picture.reason : picture.state;
};

test("captures nothing in the no-pixels lane, and seals the reason whatever the reading holds", async () => {
  expect(await reasonOf({ ...task, noPixels: true })).toBe("category");
  expect(captured).toEqual([]);
  const taken = { sha256: "a".repeat(64), type: "image/webp", bytes: 1, width: 1, height: 1 } as const;
  const at = "2026-11-25T01:00:00.000Z";
  const reading = {
    ...{ state, at, clock: { intakeAt: at, heardAt: at, offsetMs: 0 } },
    picture: { state: "taken", file: taken },
    covered: [{ x: 0, y: 0, width: 1, height: 1 }],
  } as const;
  const proof = outcomeProofOf({ ...task, noPixels: true, address } as OutcomeCheckTask, {
    ...reading,
    covered: [...reading.covered],
  });
  expect(proof.picture).toEqual({ state: "none", reason: "category" });
  expect(proof).not.toHaveProperty("covered");
});

test("captures nothing if the policy forbids pictures, or if neither the post nor a notice is in view", async () => {
  const { view: _, ...unseen } = state;
  expect(await reasonOf(task, unseen)).toBe("out-of-view");
  await fakeBrowser.storage.managed.set({ pictures: "never" });
  expect(await reasonOf()).toBe("policy");
  expect(captured).toEqual([]);
});

test("distinguishes a missing permission from a failure", async () => {
  Object.assign(fakeBrowser.tabs, {
    captureVisibleTab: async () => {
      throw new Error("permission is required");
    },
  });
  isAllowed = false;
  expect(await reasonOf()).toBe("permission");
  isAllowed = true;
  expect(await reasonOf()).toBe("failed");
});

test("brings the tab to the front for the picture, and then shows the person's own tab again", async () => {
  front = desk;
  await takeCheckPicture(task, page, state);
  expect(captured).toEqual([page]);
  expect(front).toBe(desk);
});

test("discards a picture of a page that has moved on, or of another tab", async () => {
  shown = "https://x.com/messages/42";
  expect(await reasonOf()).toBe("failed");
  shown = address;
  Object.assign(fakeBrowser.tabs, {
    captureVisibleTab: async () => {
      front = desk;
      return "data:image/png;base64,AAAA";
    },
  });
  expect(await reasonOf()).toBe("failed");
});
