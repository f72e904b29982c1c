/** A profile with its posts; a link to another profile shows that one in the same header. */

import { h, picture } from "./dom.js";
import { profiles, timeline } from "./posts.js";
import { refill } from "./refill.js";
import { body, cell, layout, number } from "./x.js";

const middle = layout(h("span", { class: "strong" }, "Profil"));
const [header, list] = [h("div"), h("section", { "aria-label": "Linimasa" })];
middle.append(
  h(
    "div",
    {},
    header,
    h("nav", { role: "navigation", class: "tabs" }, h("span", { class: "strong on" }, "Postingan")),
    list,
  ),
);

function headerOf(handle) {
  const { number: id, name, hue, banner, about, follows } = profiles[handle];
  const other = Object.keys(profiles).find((one) => one !== handle);
  return h(
    "div",
    {},
    h(
      "a",
      { href: `/${handle}/header_photo`, class: "media" },
      h("img", { alt: "", src: picture(...banner) }),
    ),
    h(
      "div",
      { class: "profile" },
      h(
        "div",
        { class: "row" },
        h(
          "div",
          { "data-testid": `UserAvatar-Container-${handle}`, class: "avatar" },
          h("a", { href: `/${handle}/photo` }, h("img", { alt: "", src: picture("face", hue) })),
        ),
        h("button", { "data-testid": `${id}-follow`, type: "button", class: "act" }, "Ikuti"),
      ),
      h(
        "div",
        { "data-testid": "UserName", class: "row" },
        h(
          "div",
          {},
          h("div", { dir: "ltr", class: "strong" }, h("span", {}, name)),
          h("div", { tabindex: "-1" }, h("span", { class: "grey" }, `@${handle}`)),
        ),
      ),
      h("div", { "data-testid": "UserDescription", dir: "auto" }, body(about)),
      h(
        "div",
        { class: "row small" },
        h("a", { href: `/${handle}/following` }, `${number.format(follows[0])} Mengikuti`),
        h("a", { href: `/${handle}/verified_followers` }, `${number.format(follows[1])} Pengikut`),
        h("a", { href: `/${other}`, id: "other" }, `Mirip: @${other}`),
      ),
    ),
  );
}

function show() {
  const handle = location.pathname.slice(1);
  const wanted = h("div", {}, headerOf(handle));
  refill(header, wanted);
  list.replaceChildren(...timeline.filter((post) => post.handle === handle).map(cell));
}

addEventListener("click", (event) => {
  const link = event.target.closest("#other");
  if (!link) return;
  event.preventDefault();
  history.pushState(null, "", link.href);
  // As on the real site, what the address names comes later than the address.
  setTimeout(show, 300);
});
show();
