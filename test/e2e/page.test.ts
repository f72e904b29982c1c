import { expect, test } from "vitest";
import { type SitePage, until } from "./drivers/driver.ts";
import { fileReport, openForm, receiptOf, untilClosed, untilInFront, untilReady } from "./file-report.ts";
import { stageForTest } from "./stage-for-test.ts";

const stage = await stageForTest();
const officer = await stage.person("officer", "Petugas Contoh");
const key = await stage.intake.apiKey();

const watch = "https://www.youtube.com/watch?v=S4y0rL0d3h1";
const comment = (number: number) => `youtube:comment:UgzDapurLodeh0000000000${number}AaABAg`;

async function openWatch(): Promise<SitePage> {
  const page = await officer.open(watch);
  await page.waitForState(comment(1), "idle");
  return page;
}

test("before enrolment the button is there, and its click says how to enrol", async () => {
  const visitor = await stage.visitor();
  // The settings open after an installation, and would come before the page.
  await visitor.opened("/options.html");
  const page = await visitor.open(watch);
  await openForm(page, comment(1));
  expect(await page.form.attribute("problem", "data-code")).toBe("not-enrolled");
  await page.form.waitFor("open-options");
  await page.form.press("Escape");
  await page.waitForState(comment(1), "idle");
  await visitor.close();
});

test("the keyboard alone suffices: digit, Ctrl+Enter, Esc", async () => {
  const page = await openWatch();
  await openForm(page, comment(1));
  await page.form.press("Escape");
  await page.waitForState(comment(1), "idle");
  await untilClosed(page);

  // Esc gave the focus back to the button, so Enter opens the form again.
  await page.press("Enter");
  await untilInFront(page);
  await page.form.press("3");
  await untilReady(page);
  await page.form.press("Control+Enter");
  await receiptOf(page);
  await page.close();
});

test("in-page navigation never leaves a button twice, or one on another video's post", async () => {
  const page = await openWatch();
  const before = (await page.hosts()).map(({ subject }) => subject);
  expect(new Set(before).size).toBe(before.length);
  await page.evaluate(() => document.querySelector<HTMLElement>('a[href^="/watch?v=K3r3taPagi0"]')?.click());
  await page.waitForState("youtube:video:K3r3taPagi0", "idle");
  const after = await until("the old video's comments to lose their buttons", async () => {
    const subjects = (await page.hosts()).map(({ subject }) => subject);
    return subjects.includes(comment(1)) ? undefined : subjects;
  });
  expect(new Set(after).size).toBe(after.length);
  await page.close();
});

test("a node that was recycled between click and capture is refused, never another post's data", async () => {
  const page = await openWatch();
  await page.waitForState(comment(2), "idle");
  await page.evaluate((subject) => {
    const host = document.querySelector(`lapor-kominfo[data-subject="${subject}"]`);
    const link = host?.closest("ytd-comment-view-model")?.querySelector<HTMLAnchorElement>('a[href*="lc="]');
    // Right after the click, before our second script is there, the site shows another comment in this node.
    new MutationObserver((_, observer) => {
      observer.disconnect();
      if (link) link.href = link.href.replace(/lc=[^&]+/, "lc=UgzKomentarLain0000000001AaABAg");
    }).observe(host as Element, { attributeFilter: ["data-state"] });
  }, comment(2));
  await page.clickHost(comment(2));
  expect(await page.form.attribute("problem", "data-code")).toBe("post-changed");
  await page.close();
});

test("the no-pixels lane: nothing but subject, permalink, author id and times reaches the intake", async () => {
  const page = await openWatch();
  await openForm(page, comment(3));
  await page.form.click("category-PORNO_ANAK");
  await untilReady(page);
  expect(await page.form.count("note")).toBe(0);
  await page.form.click("send");
  await receiptOf(page);
  await page.waitForState(comment(3), "sent", 30_000);
  await page.close();
  const headers = { Authorization: `Bearer ${key}` };
  const { cases } = await (await fetch(`${stage.intake.address}/v1/cases`, { headers })).json();
  const found = cases.find((row: { subject: string }) => row.subject === comment(3));
  const stored = await (await fetch(`${stage.intake.address}/v1/cases/${found.id}`, { headers })).json();
  expect(stored.urgent).toBe(true);
  const [{ evidence, note }] = stored.reportList;
  expect(note).toBeUndefined();
  expect(evidence.page).toBeUndefined();
  expect(evidence.picture).toEqual({ state: "none", reason: "category" });
  for (const name of Object.keys(evidence.fields)) {
    expect(["permalink", "authorId", "publishedRaw", "publishedAt"]).toContain(name);
  }
});

test("the site sees neither form nor keys, and cannot press the button for the person", async () => {
  const page = await openWatch();
  await page.evaluate(() => {
    Object.assign(window, { keysSeen: 0 });
    addEventListener(
      "keydown",
      () => Object.assign(window, { keysSeen: (window as never as { keysSeen: number }).keysSeen + 1 }),
      true,
    );
  });
  await page.evaluate((subject) => {
    document.querySelector<HTMLElement>(`lapor-kominfo[data-subject="${subject}"]`)?.click();
  }, comment(4));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await page.hostState(comment(4))).toBe("idle");

  await openForm(page, comment(4));
  await page.form.waitFor("note");
  await page.form.type("note", "rahasia");
  const seen = await page.evaluate(() => ({
    frames: window.length,
    keys: (window as never as { keysSeen: number }).keysSeen,
    iframes: document.querySelectorAll("iframe").length,
    root: document.querySelector("lapor-kominfo-form")?.shadowRoot ?? null,
  }));
  expect(seen).toEqual({ frames: 0, keys: 0, iframes: 0, root: null });
  await page.close();
});

test("when the page covers the form, input waits", async () => {
  const page = await openWatch();
  await openForm(page, comment(4));
  await page.form.click("category-JUDI");
  await untilReady(page);
  // In Chromium the form stays refused; elsewhere it is raised over the cover and waits: seen only by watching.
  await page.form.evaluate(() => {
    const send = document.querySelector('[data-testid="send"]');
    new MutationObserver(() => {
      if (send?.getAttribute("aria-disabled") === "true") document.title = "covered";
    }).observe(document, { attributes: true, subtree: true });
  });
  await page.evaluate(() => {
    const cover = document.createElement("div");
    cover.popover = "manual";
    cover.style.cssText = "position:fixed;inset:0;width:100vw;height:100vh;background:#fff";
    document.body.append(cover);
    cover.showPopover();
  });
  await until("the form to notice", async () =>
    (await page.form.evaluate(() => document.title === "covered")) ? true : undefined,
  );
  await page.close();
});

test("Telegram Web A asks for the public link, checks it, and only then captures", async () => {
  const page = await officer.open("https://web.telegram.org/a/#-1001700000001");
  const subject = "telegram:message:-1001700000001/42";
  await page.waitForState(subject, "unknown");
  await openForm(page, subject);
  await page.form.type("public-link", "https://t.me/kanaltertutup/42");
  await page.form.click("check-link");
  expect(await page.form.attribute("problem", "data-code")).toBe("not-public");
  await page.form.press("Escape");
  await page.waitForState(subject, "unknown");

  await openForm(page, subject);
  await page.form.type("public-link", "https://t.me/infokampungmelati/42");
  await page.form.click("check-link");
  // Shown again after the picture.
  await page.form.waitFor("category-JUDI");
  await untilInFront(page);
  await page.form.click("category-JUDI");
  await untilReady(page);
  await page.form.click("send");
  await receiptOf(page);
  await page.waitForState(subject, "sent", 30_000);
  const headers = { Authorization: `Bearer ${key}` };
  const { cases } = await (await fetch(`${stage.intake.address}/v1/cases`, { headers })).json();
  expect(cases.map((row: { subject: string }) => row.subject)).toContain(
    "telegram:message:infokampungmelati/42",
  );
  await page.close();
});

test.each([
  "https://web.telegram.org/a/#-4400001",
  "https://web.telegram.org/a/#5550001",
  "https://web.telegram.org/k/#-1900000002",
  "https://web.telegram.org/k/#@rizalcontoh",
])("a private chat has no button: %s", async (address) => {
  const page = await officer.open(address);
  await until("messages", async () =>
    page.evaluate(() => document.querySelector(".Message, .bubble") !== null || undefined),
  );
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await page.hosts()).toEqual([]);
  await page.close();
});

test("a second report of the same post says that it was reported", async () => {
  const page = await openWatch();
  await fileReport(page, comment(6), "SPAM");
  await page.waitForState(comment(6), "sent", 30_000);
  await page.close();
  const again = await officer.open(watch);
  await again.waitForState(comment(6), "sent");
  await again.close();
});
