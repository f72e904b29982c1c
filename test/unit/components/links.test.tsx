/** @vitest-environment happy-dom */
/** A case's links: facts, related cases, and a note that is kept until it is sent. */

import { describe, expect, test } from "vitest";
import type { CaseLinks } from "../../../utils/shared/contract/link-inspection.ts";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import { Intake, report, whole } from "../../support/case-kit.tsx";
import { click, find, seek, settle, type } from "../../support/components-kit.tsx";

const links = { value: [{ address: "https://laman.example/promo" }], source: "a[href]" };
const { evidence } = report;
const linking = {
  ...whole,
  reportList: [{ ...report, evidence: { ...evidence, fields: { ...evidence.fields, links } } }],
};
const other = { caseId: "8b2f2d80-1111-4111-8111-111111111111", site: "x", subject: "x:post:7" } as const;
const host: CaseLinks["hosts"][number] = {
  host: "laman.example",
  addresses: ["https://laman.example/promo"],
  elsewhere: { cases: 3, authors: 2, more: false, newest: [other] },
  looks: [],
};

async function opened(given: Partial<CaseLinks> = {}): Promise<Intake> {
  const intake = new Intake(linking);
  intake.links = ok({ hosts: [host], mayLook: true, ...given });
  await intake.open();
  await settle();
  return intake;
}

test("shows and links other cases with the host, and opens the page without a referrer", async () => {
  const intake = await opened();
  expect(find("link-elsewhere").textContent).toBe("3 kasus lain menaut ke sini, dari 2 akun.");
  const open = find("link-open");
  expect([open.getAttribute("href"), open.getAttribute("rel")]).toEqual([
    "https://laman.example/promo",
    "noreferrer noopener",
  ]);
  find("linked-host").querySelector<HTMLElement>(".other-cases button")?.click();
  await settle();
  expect(intake.opened).toEqual([other.caseId]);
});

test("a note needs a kind and a number; one that did not arrive is sent again under the same id", async () => {
  const intake = await opened();
  await click("link-save");
  expect(find("link-form").textContent).toContain("Pilih jenis lamannya.");
  expect(intake.looks).toEqual([]);
  find("link-page-empty").querySelector("input")?.click();
  await type("link-count", "201");
  await click("link-save");
  expect(find("link-form").textContent).toContain("Isi angka 0 sampai 200.");
  await type("link-count", "14");
  await click("link-covering");
  intake.answer = fail("intake-unreachable");
  await click("link-save");
  expect(find("link-form").textContent).toContain("Pusat laporan");
  expect(find("link-saved").textContent).toBe("");
  intake.answer = ok({});
  const before = intake.reads;
  await click("link-save");
  expect(intake.looks).toHaveLength(2);
  expect(intake.looks[1]).toEqual(intake.looks[0]);
  expect(intake.looks[0]).toMatchObject({ page: "empty", advertisements: 14, covering: true });
  expect(intake.reads).toBe(before + 1);
  expect((find("link-count") as HTMLInputElement).value).toBe("");
  // Said, as the form beside it only empties.
  expect(find("link-saved").textContent).toBe("Tersimpan.");
  await type("link-count", "3");
  expect(find("link-saved").textContent).toBe("");
});

test("shows no form to people who may only read", async () => {
  await opened({ mayLook: false });
  expect(find("links").textContent).toContain("laman.example");
  expect(seek("link-form")).toBeNull();
});

describe("links that are still being loaded", () => {
  const none = "Tidak ada tautan keluar.";

  test("shows no message that there are none, and keeps the open tab when they arrive", async () => {
    const intake = new Intake(linking);
    const answer = Promise.withResolvers<void>();
    intake.waitForLinks = answer.promise;
    intake.links = ok({ hosts: [host], mayLook: true });
    await intake.open();
    expect(find("links").getAttribute("aria-busy")).toBe("true");
    expect(document.body.textContent).not.toContain(none);
    await click("context-timeline");
    answer.resolve();
    await settle();
    expect(find("context-timeline").getAttribute("aria-selected")).toBe("true");
    expect(find("context-links").textContent).toBe("Tautan 1");
  });

  test("a failure shows a retry instead, and none are reported only once the answer has none", async () => {
    const intake = new Intake(linking);
    intake.links = fail("offline");
    await intake.open();
    expect(find("links").textContent).not.toContain(none);
    expect(document.body.textContent).not.toContain(none);
    intake.links = ok({ hosts: [], mayLook: true });
    await click("retry");
    expect(document.body.textContent).toContain(none);
    expect(seek("links")).toBeNull();
  });

  test("the tab of links is open at first, unless one before it has something to see", async () => {
    const intake = new Intake(linking);
    intake.waitForLinks = new Promise(() => undefined);
    await intake.open();
    expect(find("context-links").getAttribute("aria-selected")).toBe("true");
  });
});

test("a case whose evidence names no links has none at once", async () => {
  const { links: _, ...fields } = evidence.fields;
  await new Intake({ ...whole, reportList: [{ ...report, evidence: { ...evidence, fields } }] }).open();
  expect(document.body.textContent).toContain("Tidak ada tautan keluar.");
});

test("a case without links has no section", async () => {
  await new Intake(whole).open();
  await settle();
  expect(seek("links")).toBeNull();
});
