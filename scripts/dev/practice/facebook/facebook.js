/** Draws posts with the hooks of Facebook's pages, and the page around them. */

import { audienceIcon, h, icon, picture } from "./dom.js";

const number = new Intl.NumberFormat("id-ID");
const shortNumber = (value) =>
  value < 1000 ? String(value) : `${number.format(Math.round(value / 100) / 10)} rb`;
const tracking = (mark) => `__cft__[0]=AZcontoh&__tn__=${encodeURIComponent(mark)}`;
const commentId = (post, at) => encodeURIComponent(btoa(`comment:${post}_17450000000006${10 + at}`));

/** An aria-hidden block that only says the site's name; real pages strew them against ad blockers. */
const decoy = () =>
  h(
    "div",
    { "aria-hidden": "true", class: "decoy", "data-0": "0", "data-1": "1", "data-10": "10" },
    h("blockquote", {}, h("span", { dir: "auto" }, h("span", {}, "Facebook"))),
  );

function body(parts, more) {
  const lines = parts.map((part) => {
    if (typeof part !== "string") {
      const target = `https://l.facebook.com/l.php?u=${encodeURIComponent(`${part.link}?fbclid=IwAR0contoh`)}&h=AT0contoh&${tracking("-UK-R")}`;
      return h(
        "div",
        { dir: "auto" },
        h("a", { href: target, rel: "nofollow noreferrer", role: "link", target: "_blank" }, part.shown),
      );
    }
    return h(
      "div",
      { dir: "auto" },
      ...withEmoji(part),
      more &&
        h("span", {}, "… ", h("div", { role: "button", tabindex: "0", class: "more" }, "Lihat selengkapnya")),
    );
  });
  return h(
    "div",
    { "data-ad-rendering-role": "story_message", class: "message" },
    h(
      "div",
      { "data-ad-comet-preview": "message", "data-ad-preview": "message" },
      h("div", {}, h("span", { dir: "auto" }, ...lines)),
    ),
  );
}

function withEmoji(text) {
  return text.split(/(\p{Extended_Pictographic}\uFE0F?)/u).map((piece, index) => {
    if (index % 2 === 0) return piece;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><text x="18" y="29" font-size="30" text-anchor="middle">${piece}</text></svg>`;
    return h(
      "span",
      {},
      h("img", {
        alt: piece,
        width: "16",
        height: "16",
        src: `data:image/svg+xml,${encodeURIComponent(svg)}`,
      }),
    );
  });
}

const address = ({ account, pfbid }) => `https://www.facebook.com/${account}/posts/${pfbid}`;

/** Without a permalink until the pointer is over it, as for people who are logged in. */
function timeLink(post, nested) {
  const mark = nested ? ",O,P-y-R" : ",O,P-R";
  if (post.sponsored)
    return h("a", { href: `/ads/about/?${tracking("R")}`, role: "link", class: "grey" }, "Bersponsor");
  const link = post.hidden
    ? h(
        "a",
        { href: `?${tracking(mark)}#?kkd`, role: "link", class: "grey" },
        h("span", {}, h("span", { class: "stamp", "data-shown": post.ago })),
      )
    : h(
        "a",
        {
          href: `${address(post)}?${tracking(mark)}`,
          role: "link",
          class: "grey",
          "aria-label": post.full ?? post.ago,
        },
        h("span", {}, post.full ?? post.ago),
      );
  if (post.hover)
    link.addEventListener(
      "pointerenter",
      () => link.setAttribute("href", `${address(post)}?${tracking(mark)}`),
      { once: true },
    );
  return link;
}

function header(post, { level = "h4", nested = false, menu = true } = {}) {
  const link = `https://www.facebook.com/${post.account}?${tracking(nested ? "-UC,P-y-R" : "-UC,P-R")}`;
  return h(
    "div",
    { class: "header" },
    h(
      "a",
      { href: link, role: "link", "aria-label": post.name, class: "face" },
      h("img", { alt: "", src: picture("face", post.hue) }),
    ),
    h(
      "div",
      { class: "grow" },
      h(
        "div",
        { "data-ad-rendering-role": "profile_name" },
        h(
          level,
          {},
          h("span", {}, h("a", { href: link, role: "link" }, h("b", {}, h("span", {}, post.name)))),
        ),
      ),
      h(
        "div",
        { class: "under grey" },
        h("span", {}, timeLink(post, nested)),
        h("span", { "aria-hidden": "true" }, " · "),
        h("span", {}, audienceIcon(post.audience)),
      ),
    ),
    menu &&
      h(
        "div",
        {
          class: "round",
          "aria-haspopup": "menu",
          "aria-expanded": "false",
          "aria-label": `Tindakan untuk postingan ini oleh ${post.name}`,
          role: "button",
          tabindex: "0",
        },
        icon("more"),
      ),
  );
}

function action(role, label, glyph, count) {
  return h(
    "div",
    {},
    h(
      "div",
      { "aria-label": label, role: "button", tabindex: "0", class: "action" },
      h("span", {}, icon(glyph)),
      h("div", { "data-ad-rendering-role": role }),
      count ? h("span", { dir: "auto" }, shortNumber(count)) : undefined,
    ),
  );
}

/** Logged in: like, comment and, where the audience allows it, share. */
function actions({ counts: [likes, comments, shares] }) {
  return h(
    "div",
    { class: "row" },
    action("like_button", "Suka", "like", likes),
    action("comment_button", "Tinggalkan komentar", "comment", comments),
    shares === undefined
      ? undefined
      : action("share_button", "Kirim ini ke teman atau publikasikan di profil Anda.", "share", shares),
  );
}

function comment(post, { name, account, hue, text, ago, link, replies = [] }, at, isReply) {
  const who = `https://www.facebook.com/${account}?comment_id=${commentId(post.number, at)}&${tracking("R-R")}`;
  const outward =
    link &&
    h(
      "a",
      { href: `https://l.facebook.com/l.php?u=${encodeURIComponent(link)}&${tracking("R]-R")}` },
      link.replace("https://", ""),
    );
  return h(
    "div",
    {
      role: "article",
      "aria-label": `${isReply ? "Balasan" : "Komentar"} oleh ${name} ${ago} yang lalu`,
      class: isReply ? "comment reply" : "comment",
      tabindex: "-1",
    },
    h("div", { class: "face small" }, h("img", { alt: "", src: picture("face", hue) })),
    h(
      "div",
      { class: "grow" },
      h(
        "div",
        { class: "bubble" },
        h("a", { href: who, role: "link" }, h("span", { class: "strong" }, name)),
        h("div", { dir: "auto", lang: "id" }, text, " ", outward),
      ),
      h(
        "ul",
        { class: "grey" },
        h(
          "li",
          {},
          h(
            "div",
            { "data-permalink-nav": "1" },
            h(
              "a",
              {
                href: `${address(post)}?comment_id=17450000000006${10 + at}&${tracking("R-R")}`,
                role: "link",
              },
              ago,
            ),
          ),
        ),
        h("li", {}, h("div", { role: "button", tabindex: "0" }, "Suka")),
        h("li", {}, h("div", { role: "button", tabindex: "0" }, "Balas")),
      ),
      ...replies.map((reply, index) => comment(post, reply, at + index + 1, true)),
    ),
  );
}

/** A card that no one sees, with another name over a copy of the text. */
function hiddenCard(post) {
  return h(
    "div",
    { class: "gone" },
    h(
      "a",
      { href: `?${tracking(",mH-R")}#?hdi`, rel: "nofollow", role: "link" },
      h("div", { "data-ad-rendering-role": "meta" }, "umpan9.example"),
      h("span", { "data-ad-rendering-role": "title" }, "Gio"),
      h("span", { "data-ad-rendering-role": "description" }, String(post.text[0])),
    ),
  );
}

function content(post) {
  const { photo, shared, text, more } = post;
  return [
    body(text, more),
    photo &&
      h(
        "div",
        {},
        h(
          "a",
          {
            href: `https://www.facebook.com/photo/?fbid=1139000000000${600 + post.hue}&set=a.1&${tracking("EH-R")}`,
            role: "link",
            class: "photo",
          },
          h("img", { "data-imgperflogname": "feedImage", alt: photo[2], src: picture(photo[0], photo[1]) }),
        ),
        hiddenCard(post),
      ),
    shared &&
      h(
        "div",
        { class: "shared" },
        header(shared, { level: "h5", nested: true, menu: false }),
        h("div", {}, body(shared.text)),
      ),
  ];
}

/** One unit of the feed. */
export function unit(post, at) {
  const inside = h(
    "div",
    { class: "unit" },
    h("div", {}, decoy(), decoy(), decoy()),
    header(post),
    h("div", {}, ...content(post)),
    h("div", {}, actions(post), ...(post.comments ?? []).map((one, index) => comment(post, one, index))),
  );
  return h(
    "div",
    {},
    h(
      "div",
      { "aria-posinset": String(at + 1), "aria-describedby": `d${at}` },
      h("div", { "data-virtualized": "false" }, inside),
    ),
  );
}

/** The post of a permalink page, as people who are not logged in see it: no action row. */
export function single(post) {
  return h(
    "div",
    { role: "article", "aria-labelledby": "nama", class: "unit" },
    h("div", {}, decoy()),
    header(post, { level: "h2", menu: false }),
    h("div", {}, ...content(post)),
    h(
      "div",
      { class: "sums grey" },
      `${number.format(post.counts[0])} suka · ${post.counts[1]} komentar · ${post.counts[2]} kali dibagikan`,
    ),
    h("div", {}, ...post.comments.map((one, index) => comment(post, one, index * 3))),
  );
}

/** An open chat window, in a layer as large as the window, as Facebook draws its own. */
export function chat(leftPx) {
  const talk = h(
    "div",
    { class: "chat", role: "region", "aria-label": "Obrolan dengan Yanti Susilowati" },
    h("div", { class: "strong" }, "Yanti Susilowati"),
    h("div", { dir: "auto" }, "Nomor rekening saya 123 456 789"),
    h("div", { role: "textbox", contenteditable: "true", "aria-label": "Pesan" }, "Aa"),
  );
  talk.style.left = `${leftPx}px`;
  return h("div", { class: "chats" }, talk);
}

/** Facebook keeps its theme in a class of the root. */
function setTheme(dark) {
  document.documentElement.classList.toggle("__fb-dark-mode", dark);
  document.documentElement.classList.toggle("__fb-light-mode", !dark);
}

export function layout(main, loggedIn) {
  let dark = new URLSearchParams(location.search).get("theme") === "dark";
  setTheme(dark);
  const theme = h(
    "div",
    { role: "button", tabindex: "0", class: "round", "aria-label": "Ganti tampilan" },
    icon("watch"),
  );
  theme.addEventListener("click", () => {
    dark = !dark;
    setTheme(dark);
  });
  const shortcuts = ["Beranda", "Teman", "Grup", "Lokapasar", "Kenangan", "Tersimpan"];
  const contacts = ["Agus Wibawa", "Yanti Susilowati", "Dwi Haryanto", "Nurul Aini"];
  document
    .getElementById("mount")
    .append(
      h(
        "div",
        { role: "banner", class: "banner" },
        h("a", { href: "/", class: "logo", "aria-label": "Facebook" }, "f"),
        h("div", { class: "searchbox grey" }, icon("search"), "Cari di Facebook"),
        h(
          "div",
          { class: "tabs" },
          ...["home", "people", "watch", "shop"].map((name, index) =>
            h("span", { class: index ? "" : "on" }, icon(name)),
          ),
        ),
        theme,
      ),
      h(
        "div",
        { class: loggedIn ? "columns" : "columns alone" },
        loggedIn &&
          h(
            "div",
            { role: "navigation", class: "side" },
            ...shortcuts.map((name) => h("div", { class: "entry" }, h("span", { class: "bead" }), name)),
          ),
        main,
        loggedIn &&
          h(
            "div",
            { role: "complementary", class: "side" },
            h("div", { class: "grey strong" }, "Kontak"),
            ...contacts.map((name, index) =>
              h(
                "div",
                { class: "entry" },
                h("span", { class: "face small" }, h("img", { alt: "", src: picture("face", 60 * index) })),
                name,
              ),
            ),
          ),
      ),
    );
}
