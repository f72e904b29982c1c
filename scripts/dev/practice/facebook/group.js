/** The page of a group: its header, and posts of its members. */

import { h, picture } from "./dom.js";
import { layout, unit } from "./facebook.js";
import { feed, group } from "./posts.js";

const header = h(
  "div",
  { class: "unit" },
  h("img", {
    class: "cover",
    "data-imgperflogname": "profileCoverPhoto",
    alt: "",
    src: picture("field", 110),
  }),
  h(
    "div",
    { class: "title" },
    h("h1", {}, h("a", { href: `/groups/${group.account}/?__cft__[0]=AZcontoh`, role: "link" }, group.name)),
    h("div", { class: "grey" }, "Grup publik · 12 rb anggota"),
  ),
);
const posts = feed.slice(0, 2).map((post) => ({ ...post, account: `groups/${group.account}` }));

layout(
  h(
    "div",
    { role: "main", class: "feed" },
    header,
    h("div", { role: "feed", class: "feed" }, ...posts.map(unit)),
  ),
  true,
);
