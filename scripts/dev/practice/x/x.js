/** Draws posts with the hooks of X's pages, and the columns around them. */

import { h, icon, picture } from "./dom.js";

export const number = new Intl.NumberFormat("id-ID");
const shortNumber = (value) =>
  value < 10_000 ? number.format(value) : `${number.format(Math.round(value / 100) / 10)} rb`;

/** Text with links, mentions, tags and emoji. */
export function body(parts) {
  return parts.flatMap((part) => {
    if (typeof part === "string") return withEmoji(part);
    if (part.link) {
      return h(
        "a",
        { href: part.link, rel: "noopener noreferrer nofollow", target: "_blank", role: "link" },
        h("span", { "aria-hidden": "true", class: "unseen" }, "https://"),
        part.shown,
      );
    }
    const [sign, name, path] = part.tag
      ? ["#", part.tag, `/hashtag/${part.tag}`]
      : ["@", part.mention, `/${part.mention}`];
    return h("div", { class: "inline" }, h("span", {}, h("a", { href: path, role: "link" }, sign + name)));
  });
}

/** X shows every emoji as a picture whose alt text is the emoji. */
function withEmoji(text) {
  return text
    .split(/(\p{Extended_Pictographic}\uFE0F?)/u)
    .map((piece, index) =>
      index % 2 === 0
        ? h("span", {}, piece)
        : h("img", { alt: piece, class: "emoji", src: emojiPicture(piece) }),
    );
}

function emojiPicture(emoji) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><text x="18" y="29" font-size="30" text-anchor="middle">${emoji}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

function avatar({ handle, hue, name }, linked = true) {
  const face = h("img", { alt: "", src: picture("face", hue) });
  return h(
    "div",
    { "data-testid": "Tweet-User-Avatar", class: "avatar" },
    h(
      "div",
      { "data-testid": `UserAvatar-Container-${handle}` },
      linked ? h("a", { href: `/${handle}`, role: "link", "aria-label": name }, face) : face,
    ),
  );
}

function time({ handle, id, at, ago, full }) {
  const stamp = h("time", { datetime: at }, full ?? ago);
  return h(
    "a",
    {
      href: `/${handle}/status/${id}`,
      dir: "ltr",
      role: "link",
      "aria-label": full ?? `${ago} lalu`,
      class: "time",
    },
    stamp,
  );
}

function userName(post, linked = true) {
  const { name, emoji = [], handle, locked, at, full } = post;
  const wrap = (attributes, ...kids) =>
    linked ? h("a", { role: "link", ...attributes }, ...kids) : h("div", {}, ...kids);
  const label = h(
    "span",
    { class: "name" },
    h("span", {}, name),
    ...emoji.map((one) => h("img", { alt: one, class: "emoji", src: emojiPicture(one) })),
  );
  const stamp = linked ? time(post) : h("div", { dir: "ltr" }, h("time", { datetime: at }, post.ago));
  return h(
    "div",
    { "data-testid": "User-Name", class: full ? "user focal" : "user" },
    h(
      "div",
      {},
      wrap(
        { href: `/${handle}` },
        h("div", { dir: "ltr", class: "label" }, label, locked && icon("lock", "Akun terkunci")),
      ),
    ),
    h(
      "div",
      { class: "row" },
      wrap(
        { href: `/${handle}`, tabindex: "-1" },
        h("div", { dir: "ltr" }, h("span", { class: "grey" }, `@${handle}`)),
      ),
      at && !full ? [h("div", { "aria-hidden": "true", class: "dot" }, "·"), stamp] : [],
    ),
  );
}

function quoted(quote) {
  return h(
    "div",
    { class: "quote", role: "link", tabindex: "0" },
    h("div", { class: "row" }, avatar(quote, false), userName(quote, false)),
    h("div", { "data-testid": "tweetText", dir: "auto", lang: "in" }, withEmoji(quote.text)),
  );
}

function media(post) {
  const { handle, id, photos = [], video, card } = post;
  return [
    ...photos.map(([kind, hue, alt], index) =>
      h(
        "a",
        { href: `/${handle}/status/${id}/photo/${index + 1}`, role: "link", class: "media" },
        h(
          "div",
          { "data-testid": "tweetPhoto", "aria-label": alt },
          h("img", { alt, src: picture(kind, hue) }),
        ),
      ),
    ),
    video &&
      h(
        "div",
        { "data-testid": "placementTracking", class: "media" },
        h(
          "div",
          { "data-testid": "videoPlayer" },
          h(
            "div",
            { "data-testid": "videoComponent" },
            h("video", { poster: picture(...video), preload: "none" }),
            h("span", { class: "play" }, icon("play")),
          ),
        ),
      ),
    card &&
      h(
        "div",
        { "data-testid": "card.wrapper", class: "media card" },
        h(
          "a",
          {
            href: card[0],
            "aria-label": `${card[1]} ${card[2]}`,
            role: "link",
            target: "_blank",
            rel: "noopener",
          },
          h("img", { alt: "", src: picture(card[3], card[4]) }),
          h("span", { class: "caption" }, card[2]),
        ),
        h(
          "a",
          { href: card[0], class: "grey small", role: "link", target: "_blank", rel: "noopener" },
          `Dari ${card[1]}`,
        ),
      ),
  ];
}

function action(testid, name, glyph, count) {
  const label = count ? `${count} ${name}. ${name}` : name;
  return h(
    "div",
    { class: "cell" },
    h(
      "button",
      { "aria-label": label, role: "button", type: "button", "data-testid": testid, class: `act ${testid}` },
      h(
        "div",
        { class: "row" },
        h("div", { class: "glyph" }, icon(glyph)),
        h("span", { "data-testid": "app-text-transition-container" }, count ? shortNumber(count) : ""),
      ),
    ),
  );
}

function actions({ handle, id, counts: [replies, reposts, likes, bookmarks, views], full }) {
  const label = `${replies} balasan, ${reposts} postingan ulang, ${likes} suka, ${bookmarks} markah, ${views} tayangan`;
  const viewCell = h(
    "div",
    { class: "cell" },
    h(
      "a",
      {
        href: `/${handle}/status/${id}/analytics`,
        role: "link",
        class: "act",
        "aria-label": `${views} tayangan. Lihat analitik postingan`,
      },
      h(
        "div",
        { class: "row" },
        h("div", { class: "glyph" }, icon("views")),
        h("span", { "data-testid": "app-text-transition-container" }, shortNumber(views)),
      ),
    ),
  );
  return h(
    "div",
    { role: "group", "aria-label": label, class: full ? "group focal" : "group" },
    action("reply", "Balas", "reply", replies),
    action("retweet", "Posting ulang", "repost", reposts),
    action("like", "Suka", "like", likes),
    full ? undefined : viewCell,
    h(
      "div",
      { class: "cell tight" },
      action("bookmark", "Markah", "bookmark", full ? bookmarks : 0).firstElementChild,
    ),
    h(
      "div",
      { class: "cell tight" },
      h(
        "button",
        { "aria-label": "Bagikan postingan", "aria-haspopup": "menu", type: "button", class: "act" },
        h("div", { class: "glyph" }, icon("share")),
      ),
    ),
  );
}

/** One post; `full` makes it the post of its own page. */
export function article(post) {
  if (post.tombstone)
    return h("article", { tabindex: "0", class: "tombstone" }, h("span", {}, post.tombstone));
  const caret = h(
    "button",
    {
      "aria-label": "Lainnya",
      "aria-haspopup": "menu",
      "data-testid": "caret",
      type: "button",
      class: "act caret",
    },
    h("div", { class: "glyph" }, icon("more")),
  );
  const text = h(
    "div",
    { "data-testid": "tweetText", dir: "auto", lang: "in", class: "text" },
    body(post.text),
  );
  const content = [
    post.to && h("div", { class: "grey" }, "Membalas ", h("a", { href: `/${post.to}` }, `@${post.to}`)),
    text,
    post.more &&
      h(
        "button",
        { "data-testid": "tweet-text-show-more-link", type: "button", class: "more" },
        "Tampilkan lebih banyak",
      ),
    ...media(post),
    post.quote && h("div", {}, h("div", { class: "unseen" }, "Kutipan"), quoted(post.quote)),
  ];
  const stamp =
    post.full &&
    h(
      "div",
      { class: "row stamp" },
      h("div", { dir: "ltr" }, time(post)),
      h("span", { class: "dot" }, "·"),
      h(
        "span",
        {},
        h("span", { "data-testid": "app-text-transition-container", class: "strong" }, post.shownViews),
        " Tayangan",
      ),
    );
  const promo = post.promoted && h("span", { class: "grey small" }, "Iklan");
  const head = h("div", { class: "head" }, userName(post), promo, caret);
  const tweet = h(
    "article",
    { "data-testid": "tweet", role: "article", tabindex: post.full ? "-1" : "0" },
    post.full
      ? h("div", {}, h("div", { class: "row" }, avatar(post), head), ...content, stamp, actions(post))
      : h(
          "div",
          { class: "columns" },
          avatar(post),
          h("div", { class: "main" }, head, ...content, actions(post)),
        ),
  );
  return post.promoted ? h("div", { "data-testid": "placementTracking" }, tweet) : tweet;
}

export const cell = (post) =>
  h("div", { "data-testid": "cellInnerDiv" }, h("div", { class: "border" }, h("div", {}, article(post))));

/** X keeps its theme in inline styles of the body and in `color-scheme`. */
export function setTheme(dark) {
  document.documentElement.style.colorScheme = dark ? "dark" : "light";
  document.body.style.backgroundColor = dark ? "rgb(0, 0, 0)" : "rgb(255, 255, 255)";
  document.body.classList.toggle("dark", dark);
}

/** The three columns; returns the middle one. */
export function layout(title) {
  const params = new URLSearchParams(location.search);
  let dark = params.get("theme") === "dark";
  setTheme(dark);
  const entries = [
    ["home", "Beranda"],
    ["search", "Jelajahi"],
    ["bell", "Notifikasi"],
    ["mail", "Pesan"],
    ["list", "Daftar"],
    ["person", "Profil"],
  ];
  const theme = h("button", { type: "button", id: "theme" }, icon("moon"), h("span", {}, "Tampilan"));
  theme.addEventListener("click", () => {
    dark = !dark;
    setTheme(dark);
  });
  const trends = ["#PasarMelati", "Hujan sore", "Kebun Teh", "#SepedaFajar"].map((name, index) =>
    h(
      "div",
      { class: "trend" },
      h("div", { class: "grey small" }, "Sedang tren di Indonesia"),
      h("div", { class: "strong" }, name),
      h("div", { class: "grey small" }, `${number.format((9 - index) * 1130)} postingan`),
    ),
  );
  const middle = h(
    "main",
    { role: "main", "data-testid": "primaryColumn" },
    h("div", { class: "bar" }, title),
  );
  document
    .getElementById("react-root")
    .append(
      h(
        "header",
        { role: "banner" },
        h("a", { href: "/home", class: "logo", "aria-label": "X" }, icon("x")),
        h(
          "nav",
          {},
          ...entries.map(([glyph, name]) => h("a", { href: "/home" }, icon(glyph), h("span", {}, name))),
          theme,
        ),
        h("button", { type: "button", class: "post" }, "Posting"),
      ),
      middle,
      h(
        "aside",
        {},
        h("div", { class: "searchbox grey" }, icon("search"), "Cari"),
        h("section", { class: "panel" }, h("h2", {}, "Apa yang sedang ramai"), ...trends),
      ),
    );
  return middle;
}
