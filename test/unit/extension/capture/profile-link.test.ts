import { Window } from "happy-dom";
import { expect, test } from "vitest";
import { answerable, profileLink } from "../../../../utils/page/capture/open-form.ts";

const question = { channelId: "1700000001", messageId: "42" };

const row = (icon: string, title: string) =>
  `<div class="ListItem"><div class="ListItem-button"><i class="icon ${icon}"></i><span class="title">${title}</span><span class="subtitle">Tautan</span></div></div>`;

function linkIn(html: string): string | undefined {
  const { document } = new Window();
  document.body.innerHTML = html;
  return profileLink(document as unknown as Document, question);
}

const panel = (rows: string) => `<div id="RightColumn"><div class="ChatExtra">${rows}</div></div>`;

test("the profile's own row gives the message's address", () => {
  expect(
    linkIn(panel(row("icon-info", "Kabar warga") + row("icon-link", " https://t.me/KabarContoh "))),
  ).toBe("https://t.me/kabarcontoh/42");
});

test.each([
  ["no profile is open", ""],
  ["an invitation", panel(row("icon-link", "https://t.me/+AbCdEf123456"))],
  ["an older invitation", panel(row("icon-link", "https://t.me/joinchat/AbCdEf123456"))],
  ["a link in the description", panel(row("icon-info", "https://t.me/kanallain"))],
  ["a name with something after it", panel(row("icon-link", "https://t.me/kanallain?boost"))],
  ["another host", panel(row("icon-link", "https://t.me.evil.example/kanallain"))],
  ["a row outside the profile", row("icon-link", "https://t.me/kanallain")],
  ["a person's name", panel(row("icon-mention", "@rizalcontoh"))],
])("gives no address: %s", (_name, html) => {
  expect(linkIn(html)).toBeUndefined();
});

test("Web K's address gives the link of the name in it, and a message that is shown answers for its chat", () => {
  const { document } = new Window({ url: "https://web.telegram.org/k/#@KabarContoh" });
  const chat = { channelId: "1700000001", messageId: "0" };
  const read = () => answerable(document as unknown as Document, chat);
  const show = (classes: string, mid: number, peer = "-1700000001") => {
    document.body.innerHTML += `<div class="bubbles-inner is-broadcast"><div class="bubble ${classes}" data-mid="${mid}" data-peer-id="${peer}"></div></div>`;
  };
  expect(profileLink(document as unknown as Document, question)).toBe("https://t.me/kabarcontoh/42");
  show("channel-post is-in", 4294967340, "-1700000002");
  show("is-in service", 4294967341);
  show("channel-post is-in is-sponsored", 4294967342);
  show("is-in", 4294967343);
  expect(read()).toBeUndefined();
  show("channel-post is-in", 4294967338);
  show("channel-post is-in is-sponsored", 4294967339);
  expect(read()).toEqual(question);
  expect(answerable(document as unknown as Document, question)).toEqual(question);
});
