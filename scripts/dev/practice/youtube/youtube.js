/* Practice pages of YouTube: theme, a fixed play position, and navigation inside the page. */

const videos = {
  S4y0rL0d3h1: {
    title: "Resep Sayur Lodeh Sederhana untuk Keluarga",
    by: "Dapur Bu Ratri",
    info: ["96 rb x ditonton", "2 hari yang lalu"],
    length: "8:41",
  },
  Cu4nP0laM4m: {
    title: "Pola Gacor Malam Ini: Modal 20 Ribu Jadi Jutaan (Bukti Transfer)",
    owner: "Cuan Kilat Official",
    handle: "cuankilatcontoh",
    subscribers: "2,9 rb subscriber",
    info: ["8,4 rb x ditonton", "14 jam yang lalu"],
    tooltip: "8.417 x ditonton • 24 Nov 2026 • #gacor #cuan",
    likes: "611",
    text: "Pola khusus malam ini, daftar sekarang dan klaim bonus member baru 100%. Grup VIP terbatas.",
    comments: [
      [
        "UgzCuanKilat000000000001AaABAg",
        "@nuraini.bogor",
        "11 jam yang lalu",
        "Hati-hati, ini judi. Uang saya tidak pernah kembali.",
      ],
      [
        "UgzCuanKilat000000000002AaABAg",
        "@admin.cuankilat",
        "9 jam yang lalu",
        "Yang mau pola lengkap hubungi admin, modal 20 ribu saja 🎰",
      ],
    ],
  },
  K3r3taPagi0: {
    title: "Naik Kereta Pagi Bandung–Yogyakarta, Perjalanan Lengkap",
    owner: "Rel Nusantara",
    handle: "relnusantaracontoh",
    subscribers: "310 rb subscriber",
    info: ["53 rb x ditonton", "3 minggu yang lalu"],
    tooltip: "53.208 x ditonton • 3 Nov 2026",
    likes: "2,1 rb",
    text: "Berangkat pukul 06.30 dari Stasiun Bandung, tiba tengah hari.",
    comments: [
      [
        "UgzKeretaPagi00000000001AaABAg",
        "@rina.klaten",
        "2 minggu yang lalu",
        "Pemandangan di lereng Nagreg luar biasa.",
      ],
    ],
  },
};

const one = (selector, root = document) => root.querySelector(selector);

function setText(selector, text) {
  const element = one(selector);
  if (element) element.textContent = text;
}

/** The card of the video that is now on the page shows another one: its element stays. */
function recycleCard(id) {
  const card = one(`#secondary yt-lockup-view-model:has(a[href*="${id}"])`);
  if (!card) return;
  const other = "S4y0rL0d3h1";
  const { title, by, info, length } = videos[other];
  for (const link of card.querySelectorAll("a")) link.href = `/watch?v=${other}`;
  one("img", card).src = `/vi/${other}.svg`;
  one("h3", card).title = title;
  const texts = [title, by, ...info];
  for (const [index, span] of card.querySelectorAll("span[role='text']").entries())
    span.textContent = texts[index];
  one(".badge", card).textContent = length;
}

/** Fills the watch page with another video, the way the site reuses its elements. */
function show(id) {
  const video = videos[id];
  const page = one("ytd-watch-flexy:not([hidden])");
  if (!page || !video?.owner) return;
  recycleCard(id);
  page.setAttribute("video-id", id);
  one("ytd-watch-metadata", page).setAttribute("video-id", id);
  document.title = `${video.title} - YouTube`;
  setText("ytd-watch-flexy:not([hidden]) h1 yt-formatted-string", video.title);
  const owner = one("#owner ytd-channel-name a");
  owner.textContent = video.owner;
  for (const link of document.querySelectorAll("#owner a")) link.href = `/@${video.handle}`;
  setText("#owner .avatar", video.owner[0]);
  setText("#owner-sub-count", video.subscribers);
  setText("#like-count", video.likes);
  setText("#tooltip", video.tooltip);
  one("#info").replaceChildren(
    ...video.info.flatMap((part) => [
      Object.assign(document.createElement("span"), { textContent: part }),
      "  ",
    ]),
  );
  setText("#attributed-snippet-text", video.text);
  setText("#expanded", video.text);
  one("#movie_player video").poster = `/vi/${id}.svg`;
  setText("#comment-count", String(video.comments.length));
  const threads = [...document.querySelectorAll("ytd-comment-thread-renderer")];
  for (const [index, thread] of threads.entries()) {
    const comment = video.comments[index];
    if (!comment) {
      thread.remove();
      continue;
    }
    const [commentId, author, when, text] = comment;
    one("#replies", thread)?.remove();
    one("#author-text", thread).textContent = author;
    one("#author-text", thread).href = `/${author}`;
    one("#author-thumbnail .avatar", thread).textContent = author[1].toUpperCase();
    const time = one("#published-time-text a", thread);
    time.textContent = when;
    time.href = `/watch?v=${id}&lc=${commentId}`;
    one("#content-text", thread).textContent = text;
    one("#vote-count-middle", thread).textContent = String(3 + index);
  }
}

function navigate(address) {
  document.dispatchEvent(new CustomEvent("yt-navigate-start"));
  history.pushState({}, "", address);
  setTimeout(() => {
    show(new URL(location.href).searchParams.get("v"));
    scrollTo(0, 0);
    document.dispatchEvent(new CustomEvent("yt-navigate-finish"));
  }, 50);
}

const asked = new URL(location.href).searchParams.get("v");
// The description for search engines stays the first video's, as it can on the real site.
show(asked);
const player = one("#movie_player video");
if (player) player.currentTime = 83;
if (matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.setAttribute("dark", "");

document.addEventListener("click", (event) => {
  if (event.target.closest("#theme")) document.documentElement.toggleAttribute("dark");
  if (event.target.closest("#expand")) {
    const expander = event.target.closest("ytd-text-inline-expander");
    expander.setAttribute("is-expanded", "");
    one("#snippet", expander).hidden = true;
    one("#expanded", expander).hidden = false;
    one("#expand", expander).hidden = true;
  }
  const link = event.target.closest("a[href^='/watch']");
  if (
    link &&
    one("ytd-watch-flexy:not([hidden])") &&
    videos[new URL(link.href).searchParams.get("v")]?.owner
  ) {
    event.preventDefault();
    navigate(link.href);
  }
});
