/** One post as X draws it: about 170 elements, up to twenty levels deep, built outside the page and added whole. */

import { boxes, h, icon } from "./dom.js";

function avatar(handle) {
  return boxes(
    4,
    h(
      "div",
      { "data-testid": "Tweet-User-Avatar" },
      boxes(
        2,
        h(
          "div",
          { "data-testid": `UserAvatar-Container-${handle}` },
          boxes(1),
          boxes(4, h("a", { href: `/${handle}`, role: "link" }, boxes(2), boxes(2), boxes(4, h("span")))),
        ),
      ),
    ),
  );
}

function userName(name, handle, time) {
  return h(
    "div",
    { "data-testid": "User-Name" },
    boxes(2, h("a", { href: `/${handle}`, role: "link" }, boxes(2, h("span", {}, h("span", {}, name))))),
    boxes(
      2,
      boxes(
        1,
        h("a", { href: `/${handle}`, role: "link", tabindex: "-1" }, boxes(1, h("span", {}, `@${handle}`))),
      ),
      boxes(1, h("span", {}, "·")),
      boxes(1, time),
    ),
  );
}

function text(words) {
  return h("div", { "data-testid": "tweetText", lang: "id", dir: "auto" }, h("span", {}, words));
}

function quote(number) {
  const time = h("time", { datetime: "2026-11-24T02:00:00.000Z" }, "24 Nov");
  return boxes(
    3,
    h(
      "div",
      { role: "link", tabindex: "0" },
      boxes(3, userName("Warung Kutipan", `kutipan_${number}`, time)),
      boxes(2, text("Kalimat yang dikutip dari tempat lain.")),
    ),
  );
}

function photo(number, handle) {
  const image = h("div", { "data-testid": "tweetPhoto" }, boxes(2, h("span")));
  return boxes(4, h("a", { href: `/${handle}/status/${number}/photo/1`, role: "link" }, boxes(2, image)));
}

function act(name, label) {
  const count = h(
    "span",
    { "data-testid": "app-text-transition-container" },
    h("span", {}, h("span", {}, "12")),
  );
  const inner = boxes(2, boxes(1), icon());
  const button = h(
    "button",
    { "data-testid": name, "aria-label": label, role: "button" },
    inner,
    boxes(2, count),
  );
  return boxes(1, button);
}

export const wrapper = { "data-testid": "primaryColumn" };
export const post = "article";

/** Quotes, pictures and links come as often as on a usual timeline. */
export function cell(number) {
  const handle = `akun_${number % 97}`;
  const time = h(
    "a",
    { href: `/${handle}/status/${number}`, role: "link", dir: "ltr" },
    h("time", { datetime: "2026-11-25T01:02:03.000Z" }, "2 j"),
  );
  const extra = number % 4 === 0 ? quote(number) : number % 4 === 1 ? photo(number, handle) : boxes(2);
  const article = h(
    "article",
    { "data-testid": "tweet", role: "article", tabindex: "-1" },
    boxes(2, boxes(3), boxes(2, avatar(handle))),
    boxes(
      3,
      boxes(3, userName(`Akun ${number % 97}`, handle, time)),
      boxes(
        4,
        h("button", { "data-testid": "caret", "aria-label": "Lainnya", role: "button" }, boxes(2, icon())),
      ),
    ),
    boxes(2, text(`Kiriman nomor ${number} untuk mengukur waktu, dengan kalimat sepanjang biasanya.`)),
    boxes(2, extra),
    boxes(
      2,
      h(
        "div",
        { role: "group", "aria-label": "12 balasan, 12 posting ulang, 12 suka" },
        act("reply", "12 Balasan. Balas"),
        act("retweet", "12 posting ulang. Posting ulang"),
        act("like", "12 Suka. Suka"),
        boxes(1, h("a", { href: `/${handle}/status/${number}/analytics`, role: "link" }, boxes(3, icon()))),
        act("bookmark", "12 Markah. Markah"),
        boxes(3, h("button", { "aria-label": "Bagikan", role: "button" }, boxes(3, icon()))),
      ),
    ),
  );
  return h("div", { "data-testid": "cellInnerDiv" }, boxes(2, article));
}
