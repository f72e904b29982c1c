/** Reports from the mobile sites and from a live chat in its own window, from the press to the stored case. */

import { openForm, overrideWarnings, sendForm } from "../../scripts/dev/drivers/file-report.ts";
import { apiReader } from "../support/e2e/api-reader.ts";
import { caseOf } from "../support/e2e/case-of.ts";
import { expect, test } from "../support/e2e/fixtures.ts";

const places = {
  "a post on m.facebook.com": {
    address: "https://m.facebook.com/story.php?story_fbid=555000111&id=100042",
    subject: "facebook:post:555000111",
  },
  "a post in the feed of m.facebook.com": {
    address: "https://m.facebook.com/",
    subject: "facebook:post:555000333",
  },
  "a post in a group on m.facebook.com": {
    address: "https://m.facebook.com/groups/jualbeli.melati/",
    subject: "facebook:post:777000444",
  },
  "a comment on m.youtube.com": {
    address: "https://m.youtube.com/watch?v=PepesTahu01",
    subject: "youtube:comment:UgxPonselKomentar0001",
  },
  "a video on m.youtube.com": {
    address: "https://m.youtube.com/watch?v=PepesTahu01",
    subject: "youtube:video:PepesTahu01",
  },
  "a message of a live chat": {
    address: "https://www.youtube.com/live_chat?is_popout=1&v=SiaranPagi1",
    subject: "youtube:chat:SiaranPagi1/ChwKGkNPR1NjontohPesanSatu0001%3D",
  },
};

for (const [name, { address, subject }] of Object.entries(places))
  test(`reports ${name}`, { tag: "@firefox-capture" }, async ({ stage }) => {
    const officer = await stage.person("officer", "Petugas Contoh");
    const page = await officer.open(address);
    await page.waitForState(subject, "idle");
    await openForm(page, subject);
    await page.form.click("category-JUDI");
    // The mobile site does not show who may see a post.
    const isFacebook = subject.startsWith("facebook:");
    await expect.poll(() => page.form.count("not-public-reason"), "reasons").toBe(isFacebook ? 1 : 0);
    if (isFacebook) await page.form.type("not-public-reason", "Tersebar luas");
    await overrideWarnings(page);
    await sendForm(page);
    await page.waitForState(subject, "sent");
    await page.close();
    const stored = await caseOf(await apiReader(stage.intake), subject);
    expect(stored).toMatchObject({ subject, reportList: [{ evidence: { subject } }] });
  });
