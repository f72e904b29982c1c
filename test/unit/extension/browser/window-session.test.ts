/** Two windows share the session storage: each receives the changes of the other, and not its own. */

import { beforeEach, expect, test } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { session } from "../../../../utils/extension/browser/session-storage.ts";
import { windowSession } from "../../../../utils/extension/browser/window-session.ts";

let told: unknown[];
beforeEach(() => {
  fakeBrowser.reset();
  told = [];
});
const watch = (key: string) => windowSession.watchOthers(key, (value) => told.push(value));
/** The other window is another page: it shares the storage and no code. */
const elsewhere = session;

test("reports what another window writes and removes, until the watch ends", async () => {
  const end = watch("note:1");
  await elsewhere.write("note:1", "Dari sana");
  await elsewhere.write("note:2", "Kasus lain");
  await elsewhere.remove("note:1");
  expect(told).toEqual(["Dari sana", null]);
  end();
  await elsewhere.write("note:1", "Terlambat");
  expect(told).toHaveLength(2);
});

test("does not report its own changes, even several at once or with properties in another order", async () => {
  watch("decide:1");
  const drafts = [
    { reasons: { reject: "A" }, id: "1" },
    { reasons: { reject: "Al" }, id: "1" },
  ];
  await Promise.all(drafts.map((draft) => windowSession.write("decide:1", draft)));
  await windowSession.remove("decide:1");
  await elsewhere.write("decide:1", { id: "2", reasons: {} });
  expect(told).toEqual([{ id: "2", reasons: {} }]);
});

test("reports a later change by another window to a text that this window wrote before", async () => {
  watch("note:1");
  await windowSession.write("note:1", "Satu");
  await windowSession.write("note:1", "Satu dua");
  await elsewhere.write("note:1", "Satu");
  expect(told).toEqual(["Satu"]);
});
