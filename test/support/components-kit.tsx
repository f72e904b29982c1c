/** Renders components in happy-dom and drives them as a person would. */

import { type ComponentChild, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, vi } from "vitest";
import { Router } from "wouter-preact";
import { memoryLocation } from "wouter-preact/memory-location";
import { FollowUpPartsContext } from "../../components/desk/follow-up-parts.ts";
import { CaseReferrals } from "../../components/desk/referrals/CaseReferrals.tsx";
import { CaseRequests } from "../../components/desk/requests/CaseRequests.tsx";
import { GroupRequests } from "../../components/desk/requests/GroupRequests.tsx";
import type { FormCalls } from "../../components/report/FormApp.tsx";
import { PostPreview } from "../../components/report/PostPreview.tsx";
import { PostPreviewContext } from "../../components/report/ReportForm.tsx";
import type { OptionsProps } from "../../components/settings/Options.tsx";
import type { SignOnCalls } from "../../components/settings/SignOn.tsx";
import { LanguageContext } from "../../components/ui/language.ts";
import type { StateStore } from "../../components/ui/use-persisted-state.ts";
import { armedPressMs } from "../../utils/extension/browser/delays.ts";
import type { Identity } from "../../utils/shared/contract/enrolment.ts";
import type { Evidence } from "../../utils/shared/contract/evidence.ts";
import { fail, ok } from "../../utils/shared/contract/result.ts";
import type { Language } from "../../utils/shared/contract/site.ts";

let root: HTMLElement | undefined;
/** The address of the page under test. */
export let address = memoryLocation({ path: "/", record: true });

afterEach(() => {
  address = memoryLocation({ path: "/", record: true });
  if (root) render(null, root);
  root?.remove();
});

export async function show(child: ComponentChild, language: Language = "id"): Promise<void> {
  await act(async () => paint(child, language));
  await settle();
}

/** Renders without running effects, as at the first paint. */
export function paint(child: ComponentChild, language: Language = "id"): void {
  root ??= document.createElement("div");
  document.body.append(root);
  render(
    <Router hook={address.hook}>
      <FollowUpPartsContext value={{ CaseRequests, CaseReferrals, GroupRequests }}>
        <PostPreviewContext value={PostPreview}>
          <LanguageContext value={language}>{child}</LanguageContext>
        </PostPreviewContext>
      </FollowUpPartsContext>
    </Router>,
    root,
  );
}

/** Runs pending promises and effects. */
export async function settle(): Promise<void> {
  await act(async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
  });
}

export function find(testId: string): HTMLElement {
  const element = seek(testId);
  if (!element) throw new Error(`nothing is marked ${testId} in: ${document.body.textContent}`);
  return element;
}

export function seek(testId: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-testid="${testId}"]`);
}

/** Marks an event as trusted, like the browser's own. */
function trusted<E extends Event>(event: E): E {
  Object.defineProperty(event, "isTrusted", { value: true });
  return event;
}

export async function click(testId: string, more: MouseEventInit = {}): Promise<void> {
  await act(async () => {
    const target = find(testId);
    // A click on a label is a click on its radio button.
    const input = target.tagName === "LABEL" ? target.querySelector("input") : null;
    const event = new MouseEvent("click", { bubbles: true, cancelable: true, ...more });
    (input ?? target).dispatchEvent(trusted(event));
  });
  await settle();
}

/** Waits until a second press counts as a decision to destroy the pictures. */
export async function deliberate(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, armedPressMs));
}

/** Chooses the no-pixels lane by its two presses. */
export async function chooseNoPixels(): Promise<void> {
  await click("category-PORNO_ANAK");
  await deliberate();
  await click("category-PORNO_ANAK");
}

/** Presses "send" once the form accepts it, which depends on a timer. */
export async function send(): Promise<void> {
  await vi.waitFor(
    () => {
      if (find("send").getAttribute("aria-disabled") !== "false") throw new Error("send is not believed yet");
    },
    { timeout: 10_000 },
  );
  await click("send");
}

/** An untrusted click, as made by a page's script. */
export async function fakeClick(testId: string): Promise<void> {
  await act(async () => {
    find(testId).dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  });
  await settle();
}

export async function press(key: string, more: KeyboardEventInit = {}): Promise<void> {
  await act(async () => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
    (document.activeElement ?? document.body).dispatchEvent(trusted(event));
  });
  await settle();
}

export async function type(testId: string, value: string): Promise<void> {
  await act(async () => {
    const field = find(testId) as HTMLInputElement;
    field.focus();
    field.value = value;
    const isPicked = field.tagName === "SELECT" || field.type === "date";
    field.dispatchEvent(new Event(isPicked ? "change" : "input", { bubbles: true }));
  });
  await settle();
}

/** The session storage of an extension. */
export function memoryStore(kept = new Map<string, unknown>()): StateStore {
  return {
    read: async <T,>(key: string) => (kept.get(key) as T) ?? null,
    write: async (key, value) => void kept.set(key, value),
    remove: async (key) => void kept.delete(key),
  };
}

/** Session storage shared by two windows: each receives the changes of the other. */
export function sharedStores(): [StateStore, StateStore] {
  const kept = new Map<string, unknown>();
  const heard = [0, 1].map(() => new Set<readonly [key: string, listener: (value: never) => void]>());
  const storeOf = (at: number): StateStore => {
    const tell = (key: string, value: unknown) => {
      for (const [watched, listener] of heard[1 - at] ?? []) if (watched === key) listener(value as never);
    };
    const store = memoryStore(kept);
    return {
      ...store,
      write: (key, value) => store.write(key, value).then(() => tell(key, value)),
      remove: (key) => store.remove(key).then(() => tell(key, null)),
      watchOthers(key, listener) {
        const own = [key, listener] as const;
        heard[at]?.add(own);
        return () => void heard[at]?.delete(own);
      },
    };
  };
  return [storeOf(0), storeOf(1)];
}

/** For forms without redaction and recapture. */
export const otherCalls: Pick<
  FormCalls,
  "redactDraft" | "restoreDraft" | "keepWords" | "captureAgain" | "checkReported"
> = {
  keepWords: async () => ok({}),
  redactDraft: async () => fail("draft-gone"),
  restoreDraft: async () => fail("draft-gone"),
  captureAgain: async () => fail("draft-gone"),
  checkReported: async () => fail("draft-gone"),
};

/** The identity of an enrolled browser. */
export const identity: Identity = {
  deviceId: "3f1c2d80-1111-4111-8111-111111111111",
  personId: "3f1c2d80-1111-4111-8111-111111111111",
  name: "Siti Aminah",
  role: "officer",
  organisation: "Kominfo",
  enrolledAt: "2026-11-20T01:00:00.000Z",
};

const field = <T,>(value: T) => ({ value, source: "text p" });

export const sample: Evidence = {
  id: "3f1c2d80-1111-4111-8111-111111111111",
  site: "x",
  kind: "post",
  subject: "x:post:1860",
  aliases: [],
  page: { address: "https://x.com/home", title: "Beranda", language: "id" },
  fields: {
    permalink: field("https://x.com/contoh/status/1860"),
    authorName: field("Akun Contoh"),
    authorHandle: field("@contoh"),
    authorId: field("998877"),
    text: field("Bonus deposit untuk anggota baru"),
    publishedAt: field("2026-11-24T13:05:00.000Z"),
    links: field([{ address: "https://slot.example/daftar", shown: "slot.example" }]),
  },
  missing: ["audience"],
  picture: {
    state: "taken",
    file: { sha256: "a".repeat(64), type: "image/webp", bytes: 20, width: 60, height: 40 },
  },
  quality: [],
  redactions: [],
  salt: "00112233445566778899aabbccddeeff",
  capturedAt: "2026-11-25T01:10:00.000Z",
  recipeVersion: 1,
  extensionVersion: "0.1.0",
  browser: "Chromium 156",
};

/** The sample's picture, in a draft's format. */
export const sampleFiles = { ["a".repeat(64)]: "data:image/png;base64,iVBORw0KGgo=" };

/** For the settings page of an intake without sign-on. */
/** Alert settings of a person who changes none. */
export const noAlerts: OptionsProps["alerts"] = {
  isOn: false,
  calls: {
    read: async () => ok({ preferences: { mail: "now" }, canMail: true, onCall: [] }),
    save: async (preferences) => ok({ preferences, canMail: true, onCall: [] }),
    test: async () => ok({}),
    turnOn: async () => true,
    turnOff: async () => undefined,
  },
};

export const noSignOn: { signedOn: boolean; signOn: SignOnCalls; leave(): Promise<void> } = {
  signedOn: false,
  leave: async () => undefined,
  signOn: {
    read: async () => ok(undefined),
    start: async () => fail("sign-on-off"),
    providerAllowed: async () => true,
    requestProvider: async () => true,
  },
};
