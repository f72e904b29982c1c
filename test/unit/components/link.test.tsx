/** @vitest-environment happy-dom */
/** The question for a post's public link, and the link that answers it by itself. */

import { beforeEach, expect, test, vi } from "vitest";
import { FormApp, type FormCalls } from "../../../components/report/FormApp.tsx";
import type { Draft } from "../../../utils/shared/contract/draft.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import {
  click,
  find,
  otherCalls,
  press,
  sample,
  seek,
  settle,
  show,
  type,
} from "../../support/components-kit.tsx";

const id = sample.id;
const question = { channelId: "1700000001", messageId: "42" };
const permalink = "https://t.me/kabarcontoh/42";
const captured: Draft = {
  state: "captured",
  id,
  files: {},
  evidence: {
    ...sample,
    fields: {
      ...sample.fields,
      permalink: { value: permalink, source: "link of the open profile, checked" },
    },
  },
};

let drafts: Draft[];
let checked: string[];
let closed: string[];
let check: (link: string) => Promise<Result<unknown>>;

class Observer {
  observe() {}
  disconnect() {}
}

beforeEach(() => {
  vi.stubGlobal("IntersectionObserver", Observer);
  checked = [];
  closed = [];
  check = async () => ok({});
});

async function open(...list: Draft[]): Promise<void> {
  drafts = list;
  const calls: FormCalls = {
    ...otherCalls,
    readDraft: async () => ok(drafts.shift() ?? captured),
    stripDraft: async () => ok({}),
    checkLink: (link) => {
      checked.push(link);
      return check(link);
    },
    saveReport: async () => fail("internal"),
    saveSet: async () => fail("internal"),
    undoReport: async () => fail("internal"),
    undoSet: async () => fail("internal"),
    showToast: () => undefined,
    close: (outcome) => void closed.push(outcome),
  };
  await show(<FormApp calls={calls} onDisturbed={() => () => undefined} optionsAddress="options.html" />);
}

test("without an open profile asks at once, and reads nothing before the answer", async () => {
  await open({ state: "link-needed", id, question });
  expect(checked).toEqual([]);
  await type("public-link", permalink);
  await click("check-link");
  expect(checked).toEqual([permalink]);
});

test("checks the open profile's link automatically, and shows the person the link", async () => {
  let answer: (result: Result<unknown>) => void = () => undefined;
  check = () => new Promise((resolve) => (answer = resolve));
  await open({ state: "link-needed", id, question, profileLink: permalink });
  expect(find("profile-link").textContent).toBe(permalink);
  expect(seek("public-link")).toBeNull();
  answer(ok({}));
  await settle();
  expect(checked).toEqual([permalink]);
  expect(find("checked-link").textContent).toContain(permalink);
});

test("a profile of another chat leads to the question, with its link still shown", async () => {
  check = async () => fail("link-mismatch");
  await open({ state: "link-needed", id, question, profileLink: "https://t.me/kanallain/42" });
  expect(checked).toEqual(["https://t.me/kanallain/42"]);
  expect((find("public-link") as HTMLInputElement).value).toBe("https://t.me/kanallain/42");
  expect(find("problem").dataset.code).toBe("link-mismatch");
  check = async () => ok({});
  await type("public-link", permalink);
  await click("check-link");
  expect(checked).toEqual(["https://t.me/kanallain/42", permalink]);
  expect(seek("public-link")).toBeNull();
});

test("keeps the cursor where the person types while a link is checked", async () => {
  let answer: (result: Result<unknown>) => void = () => undefined;
  check = () => new Promise((resolve) => (answer = resolve));
  await open({ state: "link-needed", id, question });
  await type("public-link", "https://t.me/salah/1");
  await click("check-link");
  await type("public-link", permalink);
  const select = vi.spyOn(HTMLInputElement.prototype, "select");
  answer(fail("link-mismatch"));
  await settle();
  expect(find("problem").dataset.code).toBe("link-mismatch");
  // A selection would be replaced by the next key.
  expect(select).not.toHaveBeenCalled();
  select.mockRestore();
});

test("Esc leaves while the profile's link is being checked", async () => {
  check = () => new Promise(() => undefined);
  await open({ state: "link-needed", id, question, profileLink: permalink });
  await press("Escape");
  expect(closed).toEqual(["cancelled"]);
});

test("does not show a link separately that the page itself gave", async () => {
  await open({ state: "captured", id, evidence: sample, files: {} });
  expect(seek("checked-link")).toBeNull();
});
