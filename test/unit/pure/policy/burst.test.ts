/** When the same text from many accounts is a burst. */

import { expect, test } from "vitest";
import { burstRule, findBurst } from "../../../../utils/shared/policy/coordinated-burst.ts";

const seen = (author: string, minute: number) => ({
  author,
  at: new Date(Date.UTC(2026, 10, 25, 1, minute)),
});

test("counts five accounts within an hour as a burst, but not four", () => {
  const five = ["a", "b", "c", "d", "e"].map((author, index) => seen(author, 15 * index));
  expect(findBurst(five)).toEqual({
    ...{ authors: 5, from: "2026-11-25T01:00:00.000Z", to: "2026-11-25T02:00:00.000Z" },
  });
  expect(findBurst(five.slice(1))).toBeUndefined();
});

test("a minute too late is too late", () => {
  const spread = ["a", "b", "c", "d", "e"].map((author, index) => seen(author, index === 4 ? 61 : index));
  expect(findBurst(spread)).toBeUndefined();
});

test("an account counts once, and is forgotten when all its posts are past", () => {
  const again = ["a", "b", "a", "c", "a", "d"].map((author, index) => seen(author, index));
  expect(findBurst(again)).toBeUndefined();
  expect(findBurst([...again, seen("e", 59)])).toMatchObject({ authors: 5 });
  expect(
    findBurst([seen("a", 0), seen("a", 50), ...["b", "c", "d", "e"].map((author) => seen(author, 100))]),
  ).toMatchObject({
    authors: burstRule.authors,
  });
});

test("reports the first of several equally large bursts", () => {
  const two = [0, 1_000].flatMap((from) =>
    Array.from({ length: 5 }, (_, index) => seen(`${from} ${index}`, from + index)),
  );
  expect(findBurst(two)).toEqual({
    ...{ authors: 5, from: "2026-11-25T01:00:00.000Z", to: "2026-11-25T01:04:00.000Z" },
  });
});

test("reports the burst with the most accounts, in any order of arrival", () => {
  const [small, large] = [5, 7].map((size, day) =>
    Array.from({ length: size }, (_, index) => seen(`${index}`, 1_000 * day + index)),
  );
  expect(findBurst([...(large ?? []).reverse(), ...(small ?? [])])).toMatchObject({ authors: 7 });
});
