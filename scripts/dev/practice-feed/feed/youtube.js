/** One card of YouTube's home page: about 70 elements. */

import { boxes, h, icon } from "./dom.js";

export const wrapper = { id: "contents" };
export const post = "ytd-rich-item-renderer";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Eleven letters out of a number. */
function idOf(number) {
  let id = "";
  for (let left = number; id.length < 11; left = Math.floor(left / 7) + 3) id += letters[left % 64];
  return id;
}

export function cell(number) {
  const id = `${idOf(number).slice(0, 5)}${String(number).slice(-6)}`;
  const address = `/watch?v=${id}`;
  const thumbnail = h(
    "a",
    { class: "ytLockupViewModelContentImage", href: address, "aria-hidden": "true", tabindex: "-1" },
    h(
      "yt-thumbnail-view-model",
      {},
      boxes(2, h("img", { class: "ytCoreImageHost", alt: "", width: "1", height: "1" })),
      h("yt-thumbnail-overlay-badge-view-model", {}, boxes(2, h("span", {}, "8:41"))),
    ),
  );
  const details = h(
    "yt-lockup-metadata-view-model",
    {},
    h("div", {}, h("yt-decorated-avatar-view-model", {}, h("yt-avatar-shape", {}, boxes(2, icon())))),
    boxes(
      1,
      h(
        "h3",
        { title: `Video contoh nomor ${number}` },
        h("a", { href: address }, h("span", { role: "text" }, `Video contoh nomor ${number}`)),
      ),
      h(
        "yt-content-metadata-view-model",
        {},
        h(
          "div",
          {},
          h("span", { role: "text" }, h("a", { href: `/@kanal${number % 97}` }, `Kanal ${number % 97}`)),
        ),
        h(
          "div",
          {},
          h("span", { role: "text" }, "96 rb x ditonton"),
          h("span", {}, " • "),
          h("span", { role: "text" }, "2 hari yang lalu"),
        ),
      ),
    ),
    boxes(
      1,
      h(
        "button-view-model",
        {},
        h(
          "button",
          { "aria-label": "Tindakan lainnya" },
          boxes(2, icon()),
          h("yt-touch-feedback-shape", {}, boxes(2)),
        ),
      ),
    ),
  );
  const lockup = h(
    "yt-lockup-view-model",
    {},
    h("div", { class: `ytLockupViewModelHost content-id-${id}` }, thumbnail, boxes(1, details)),
  );
  return h(
    "ytd-rich-item-renderer",
    { class: "style-scope ytd-rich-grid-renderer" },
    h("div", { id: "content", class: "style-scope" }, lockup),
  );
}
