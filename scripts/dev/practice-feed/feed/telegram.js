/** One message of a channel's preview on t.me: about 40 elements. */

import { boxes, h, icon } from "./dom.js";

export const wrapper = { class: "tgme_channel_history js-message_history" };
export const post = ".tgme_widget_message";

const channel = "kanalcontoh";

export function cell(number) {
  const id = (number % 900_000_000) + 1;
  const view = btoa(JSON.stringify({ c: -1700000001, p: id, t: 1795550000, h: "tokencontoh" }));
  const part = (name, ...children) => h("div", { class: `tgme_widget_message_${name}` }, ...children);
  const time = h("time", { datetime: "2026-11-25T01:02:03+00:00", class: "time" }, "08:02");
  const bubble = part(
    "bubble",
    h("i", { class: "tgme_widget_message_bubble_tail" }, icon()),
    part(
      "author",
      h(
        "a",
        { class: "tgme_widget_message_owner_name", href: `https://t.me/${channel}` },
        h("span", { dir: "auto" }, "Kanal Contoh"),
      ),
    ),
    h(
      "a",
      { class: "tgme_widget_message_photo_wrap", href: `https://t.me/${channel}/${id}` },
      part("photo", boxes(2)),
    ),
    h(
      "div",
      { class: "tgme_widget_message_text js-message_text", dir: "auto" },
      h("b", {}, `Pesan nomor ${number}`),
      h("br"),
      "untuk mengukur waktu, dengan kalimat sepanjang biasanya. ",
      h("a", { href: "https://contoh.example/" }, "contoh.example"),
    ),
    part(
      "reactions",
      ...["👍", "🙏", "🔥"].map((face) =>
        h("span", { class: "tgme_reaction" }, h("i", { class: "emoji" }, h("b", {}, face)), "12"),
      ),
    ),
    h(
      "div",
      { class: "tgme_widget_message_footer compact js-message_footer" },
      h(
        "div",
        { class: "tgme_widget_message_info short js-message_info" },
        h("span", { class: "tgme_widget_message_views" }, "1.1K"),
        h(
          "span",
          { class: "tgme_widget_message_meta" },
          h("a", { class: "tgme_widget_message_date", href: `https://t.me/${channel}/${id}` }, time),
        ),
      ),
    ),
  );
  const user = part(
    "user",
    h("a", { href: `https://t.me/${channel}` }, h("i", { class: "tgme_widget_message_user_photo" }, icon())),
  );
  return h(
    "div",
    { class: "tgme_widget_message_wrap js-widget_message_wrap" },
    h(
      "div",
      { class: "tgme_widget_message js-widget_message", "data-post": `${channel}/${id}`, "data-view": view },
      user,
      bubble,
    ),
  );
}
