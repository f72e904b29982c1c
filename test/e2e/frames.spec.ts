/** Posts in frames: the chat beside a live video, a post in Telegram's page of it, and one in a stranger's page. */

import { fileReport, untilClosed } from "../../scripts/dev/drivers/file-report.ts";
import { apiReader } from "../support/e2e/api-reader.ts";
import { caseOf } from "../support/e2e/case-of.ts";
import { expect, test } from "../support/e2e/fixtures.ts";

const chatMessage = "youtube:chat:SiaranPagi1/ChwKGkNPR1NjontohPesanSatu0001%3D";
const post = "telegram:message:infokampungmelati/42";

/** Has nothing by which the recipe finds or names a post. */
const changedPost = "https://t.me/infokampungmelati/42?embed=1&susunan=baru";

const places = {
  "a chat message inside the watch page": {
    address: "https://www.youtube.com/watch?v=SiaranPagi1",
    frame: "/live_chat?v=",
    subject: chatMessage,
    fields: { text: "Gacor, cek bio saya", authorName: "Bayu Pratama" },
  },
  "a post inside Telegram's own page of it": {
    address: "https://t.me/infokampungmelati/42?single",
    frame: "embed=1&mode=tme",
    subject: post,
    fields: { authorName: "Info Kampung Melati", permalink: "https://t.me/infokampungmelati/42" },
  },
};

for (const [name, { address, frame, subject, fields }] of Object.entries(places))
  test(`reports ${name}`, { tag: "@firefox-capture" }, async ({ stage }) => {
    const officer = await stage.person("officer", "Petugas Contoh");
    const page = await officer.open(address);
    const framed = page.frame(frame);
    await framed.waitForState(subject, "idle");
    await fileReport(framed, subject, "JUDI");
    await framed.waitForState(subject, "sent");
    const stored = await caseOf(await apiReader(stage.intake), subject);
    const [report] = stored.reportList;
    expect(report?.evidence.subject).toBe(subject);
    for (const [field, value] of Object.entries(fields))
      expect(report?.evidence.fields).toHaveProperty(`${field}.value`, value);
    await page.close();
  });

test("beside its chat, the live video keeps its own button", { tag: "@chromium" }, async ({ stage }) => {
  const officer = await stage.person("officer", "Petugas Contoh");
  const page = await officer.open("https://www.youtube.com/watch?v=SiaranPagi1");
  await page.waitForState("youtube:video:SiaranPagi1", "idle");
  expect(await page.hosts()).toHaveLength(1);
  await page.close();
});

test("in a stranger's page the button captures nothing and opens the post by itself", {
  tag: "@firefox-capture",
}, async ({ stage }) => {
  const officer = await stage.person("officer", "Petugas Contoh");
  const page = await officer.open("https://berita.example/kampung");
  const framed = page.frame("embed=1");
  await framed.waitForState(post, "idle");
  await framed.clickHost(post);
  const alone = await officer.opened("https://t.me/infokampungmelati/42?embed=1");
  expect(await page.formOpen()).toBe(false);
  await untilClosed(page);
  await framed.waitForState(post, "idle");
  await alone.close();
  await page.close();
});

test("in a stranger's page a post whose markup changed gets its button by structure", {
  tag: "@firefox-capture",
}, async ({ stage }) => {
  const officer = await stage.person("officer", "Petugas Contoh");
  const page = await officer.open("https://berita.example/kampung");
  await page.frame("embed=1").waitForState(post, "idle");
  await page.evaluate(
    (address) => document.querySelector("iframe")?.setAttribute("src", address),
    changedPost,
  );
  const framed = page.frame("susunan=baru");
  expect(await framed.evaluate(() => document.querySelectorAll("body [class], [data-post]").length)).toBe(0);
  await framed.waitForState(post, "idle");
  await framed.clickHost(post);
  const alone = await officer.opened(changedPost);
  expect(await page.formOpen()).toBe(false);
  await alone.close();
  await page.close();
});
