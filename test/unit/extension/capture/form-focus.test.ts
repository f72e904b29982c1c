/** @vitest-environment happy-dom */
/** The focus after the form is closed: back on the button, unless the person works in the page by then. */

import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { openForm } from "../../../../utils/page/capture/open-form.ts";
import type { PageScriptState } from "../../../../utils/page/sites/engine/post-ref.ts";
import { sites } from "../../../../utils/page/sites/index.ts";
import type { Notice } from "../../../../utils/shared/contract/messages.ts";
import { fail, ok } from "../../../../utils/shared/contract/result.ts";

Object.assign((window as unknown as { happyDOM: { settings: object } }).happyDOM.settings, {
  handleDisabledFileLoadingAsSuccess: true,
});
// happy-dom lacks popovers.
Object.assign(HTMLElement.prototype, { showPopover: () => undefined, hidePopover: () => undefined });

let focused: number;
let draftId: string;
let listeners: ((message: unknown, sender: object) => unknown)[];

const site = sites.x;
const memory: PageScriptState = {
  site,
  presses: [],
  use: () => undefined,
  setState: () => undefined,
  markAll: () => undefined,
  posts: () => [],
  focus: () => {
    focused += 1;
  },
  boxOf: () => undefined,
};

beforeEach(() => {
  focused = 0;
  listeners = [];
  document.body.innerHTML = '<input id="search"><p id="text">Teks</p>';
  vi.spyOn(fakeBrowser.runtime.onMessage, "addListener").mockImplementation(
    (listener) => void listeners.push(listener as never),
  );
  vi.spyOn(fakeBrowser.runtime, "sendMessage").mockImplementation((async (message: {
    name: string;
    input: { draftId?: string };
  }) => {
    draftId = message.input.draftId ?? draftId;
    return message.name === "open-draft" ? ok({}) : fail("internal", "gone");
  }) as never);
});

afterEach(() => {
  document.querySelector("lapor-kominfo-form")?.remove();
  vi.restoreAllMocks();
});

// The form asks for the focus again for a moment after it is shown.
afterAll(() => new Promise<void>((resolve) => setTimeout(resolve, 300)));

async function open(): Promise<void> {
  memory.presses = [
    { site, recipe: 0, subject: "x:post:1", post: new WeakRef(document.body), state: "idle" },
  ];
  await openForm(memory, false);
}

function tell(notice: { type: string; [more: string]: unknown }): void {
  for (const listener of listeners) listener({ draftId, ...notice } as unknown as Notice, {});
}

const host = () => document.querySelector<HTMLElement>("lapor-kominfo-form");
const search = () => document.querySelector<HTMLInputElement>("#search");

/** The browser reports the host while its frame has the focus. */
function focusOn(element: Element | null): void {
  vi.spyOn(document, "activeElement", "get").mockReturnValue(element);
}

test("the button has the focus again after the form, and after its notice", async () => {
  await open();
  focusOn(host());
  tell({ type: "form-closed", outcome: "cancelled" });
  expect(host()).toBeNull();
  expect(focused).toBe(1);
  await open();
  tell({ type: "toast-shown", outcome: "queued", heightPx: 64 });
  focusOn(host());
  tell({ type: "form-closed", outcome: "queued" });
  expect(focused).toBe(2);
});

test("a person who went on in the page keeps the focus when the notice closes", async () => {
  await open();
  tell({ type: "toast-shown", outcome: "queued", heightPx: 64 });
  focusOn(search());
  tell({ type: "form-closed", outcome: "queued" });
  await open();
  tell({ type: "toast-shown", outcome: "queued", heightPx: 64 });
  // A click on a text focuses nothing.
  focusOn(document.body);
  tell({ type: "form-closed", outcome: "queued" });
  expect(host()).toBeNull();
  expect(focused).toBe(0);
});

test("a form that the page removes leads back to the button, as no element has the focus then", async () => {
  await open();
  focusOn(document.body);
  tell({ type: "form-closed", outcome: "cancelled" });
  expect(focused).toBe(1);
  await open();
  focusOn(search());
  tell({ type: "form-closed", outcome: "cancelled" });
  expect(focused).toBe(1);
});
