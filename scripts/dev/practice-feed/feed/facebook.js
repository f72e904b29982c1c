/** One post as Facebook draws it for a person who is logged in: about 190 elements, with its decoys and a comment. */

import { boxes, h, icon } from "./dom.js";

const publicIcon = "M109.5 408.5c0 3.23-2.04 5.983-4.903 7.036A7.5 7.5 0 1 1 109.5 408.5z";
const role = (name, ...children) => h("div", { "data-ad-rendering-role": name }, ...children);
const tracking = (mark) => `__cft__[0]=AZcontoh&__tn__=${encodeURIComponent(mark)}`;

/** Strewn between the parts against ad blockers. */
const decoy = () =>
  h(
    "div",
    { "aria-hidden": "true", "data-0": "0" },
    h("blockquote", {}, boxes(2, h("span", {}, "Facebook"))),
  );

function act(name, label) {
  const button = h(
    "div",
    { "aria-label": label, role: "button", tabindex: "0" },
    boxes(2, icon()),
    role(name),
    h("span", { dir: "auto" }, h("span", {}, "12")),
  );
  return boxes(2, button);
}

function comment(number, account) {
  const id = encodeURIComponent(btoa(`comment:${number}_17450000000001`));
  return h(
    "div",
    { role: "article", "aria-label": "Komentar oleh Warga Contoh 2 jam yang lalu", tabindex: "-1" },
    boxes(
      3,
      h("a", { href: `/warga.contoh?comment_id=${id}&${tracking("R-R")}` }, h("span", {}, "Warga Contoh")),
    ),
    boxes(3, h("div", { dir: "auto" }, "Semoga lekas dibereskan.")),
    h(
      "ul",
      {},
      h(
        "li",
        {},
        h(
          "div",
          { "data-permalink-nav": "1" },
          h("a", { href: `/${account}/posts/${number}?comment_id=${id}` }, "2 jam"),
        ),
      ),
    ),
    decoy(),
  );
}

export const wrapper = { role: "feed" };
/** Comments are posts, too. */
export const post = '[aria-posinset],[role="article"][aria-label]';

export function cell(number) {
  const account = `akun.${number % 97}`;
  return h(
    "div",
    { "data-virtualized": "false" },
    boxes(
      2,
      h(
        "div",
        { "aria-posinset": String(number % 1000), "aria-describedby": "_r_1_" },
        boxes(
          8,
          header(number, account),
          decoy(),
          boxes(3, message(number)),
          decoy(),
          number % 2 ? boxes(2, photo(number)) : boxes(2),
          decoy(),
          boxes(4, actions()),
          number % 3 ? boxes(2) : boxes(3, comment(number, account)),
        ),
      ),
    ),
  );
}

function header(number, account) {
  const name = `Akun ${number % 97}`;
  const link = `https://www.facebook.com/${account}?${tracking("-UC,P-R")}`;
  const time = h(
    "a",
    {
      href: `https://www.facebook.com/${account}/posts/${number}?${tracking(",O,P-R")}`,
      role: "link",
      "aria-label": "25 November pukul 08.02",
    },
    h("span", {}, h("span", {}, "2 jam")),
  );
  const title = h("h4", {}, boxes(1, h("span", {}, h("a", { href: link }, h("b", {}, h("span", {}, name))))));
  const menu = h(
    "div",
    { "aria-haspopup": "menu", "aria-label": `Tindakan untuk postingan ini oleh ${name}`, role: "button" },
    boxes(2, icon()),
  );
  return boxes(
    3,
    boxes(3, h("a", { href: link, "aria-label": name }, icon())),
    boxes(2, role("profile_name", title)),
    boxes(3, time, h("span", {}, " · "), h("span", {}, icon(publicIcon))),
    menu,
  );
}

function message(number) {
  const text = `Kiriman nomor ${number} untuk mengukur waktu, dengan kalimat sepanjang biasanya.`;
  const words = h("span", { dir: "auto" }, h("div", { dir: "auto" }, text));
  return role("story_message", h("div", { "data-ad-comet-preview": "message" }, boxes(2, words)));
}

function photo(number) {
  return h(
    "a",
    { href: `/photo/?fbid=${number}1&set=a.1&${tracking("EH-R")}` },
    boxes(3, h("img", { "data-imgperflogname": "feedImage", alt: "", width: "1", height: "1" })),
  );
}

function actions() {
  const row = h(
    "div",
    { class: "row" },
    act("like_button", "Suka"),
    act("comment_button", "Beri komentar"),
    act("share_button", "Bagikan"),
  );
  return boxes(3, row);
}
