/**
 * Hand-written pages of YouTube other than the watch page: Shorts, posts, channels, playlists, live chat,
 * Studio.
 */

import type { SiteCase } from "../cases.ts";
import { byHandle, byId, inVideo } from "./parts.cases.ts";

const bootstrap = (id: string, more: string) =>
  `<script>var ytInitialPlayerResponse = {"videoDetails":{"videoId":"${id}","title":"Judul \\"videoDetails\\":{\\"videoId\\":\\"TipuanData1\\"","channelId":"UCdapurcontohcontoh-_012","shortDescription":"x"},"microformat":{"playerMicroformatRenderer":{${more}"uploadDate":"2026-11-18T06:15:00-07:00"}}};</script>`;

interface Slot {
  still?: string;
  player?: string;
  name?: string;
  title?: string;
}

/** A slot of the Shorts page. Several are kept ready; only one holds the player. */
const slot = ({ still, player, name = "@warungbulin", title = "Sambal matah 30 detik 🌶️" }: Slot) =>
  `<div class="reel-video-in-sequence-new"><div class="reel-video-in-sequence-thumbnail"${still ? ` style='background-image:url("https://i.ytimg.com/vi/${still}/frame0.jpg")'` : ""}></div>
  ${
    player === undefined
      ? ""
      : `<div id="reel-overlay-container"><ytd-reel-video-renderer ${player}><div id="shorts-player" class="html5-video-player"><video></video></div><yt-reel-metapanel-view-model>
    <yt-reel-channel-bar-view-model><img alt=""><span><a href="/${name}">${name}</a></span><button>Subscribe</button></yt-reel-channel-bar-view-model>
    <yt-shorts-video-title-view-model><h1><span role="text">${title}</span></h1></yt-shorts-video-title-view-model></yt-reel-metapanel-view-model>
    <reel-action-bar-view-model><like-button-view-model><label><button aria-label="suka video ini bersama 91 ribu orang lainnya"></button><span role="text">91 rb</span></label></like-button-view-model>
      <button-view-model><label><button aria-label="Lihat 331 komentar"></button><span role="text">331</span></label></button-view-model>
      <button-view-model><label><button aria-label="Bagikan"></button><span role="text">Bagikan</span></label></button-view-model></reel-action-bar-view-model></ytd-reel-video-renderer></div>`
  }<yt-playability-error-supported-renderers id="error-screen"><div id="container"></div></yt-playability-error-supported-renderers><video></video></div>`;

const shorts = (...slots: string[]) =>
  `<ytd-shorts><div id="shorts-container"><div id="shorts-inner-container">${slots.join("")}</div></div></ytd-shorts>`;

const shortAddress = "https://www.youtube.com/shorts/SambalMatah";

const postId = "UgkxContohPos0123456789";

interface Post {
  id?: string;
  handle?: string;
  body?: string;
  tag?: string;
  inside?: string;
}

const post = ({
  id = postId,
  handle = "@DapurWening",
  body = "Minggu depan kita masak apa?",
  tag = "ytd-backstage-post-renderer",
  inside = "",
}: Post) => `<${tag}><div id="body"><div id="header-author"><a id="author-text" href="/${handle}"><span> Dapur Wening </span></a>
  <yt-formatted-string id="published-time-text"><a href="/post/${id}"> 15 jam yang lalu </a></yt-formatted-string></div>
  <div id="contentTextExpander"><yt-formatted-string id="content-text">${body}</yt-formatted-string></div>${inside}
  <ytd-comment-action-buttons-renderer><div id="toolbar"><button>Suka</button><span id="vote-count-middle"> 412 </span><div id="reply-button-end"><ytd-button-renderer><a href="/post/${id}">28</a></ytd-button-renderer></div></div></ytd-comment-action-buttons-renderer></div></${tag}>`;

const mobilePost = `<ytm-backstage-post-renderer><yt-post-header><a href="/@KebunBalkon"><ytm-profile-icon><img alt="" src="https://yt3.example/foto.jpg"></ytm-profile-icon></a>
  <div><span><a href="/@KebunBalkon">Kebun Balkon</a></span></div><div><span><a href="/post/UgkxPosKebun0123456789">1 hari yang lalu</a></span></div></yt-post-header>
  <div><truncated-text><truncated-text-content><span role="text">Panen pertama! Lihat <a href="/post/UgkxPosLain00123456789">pos kemarin</a> dan <a href="https://www.youtube.com/redirect?q=https%3A%2F%2Fkebun.example">kebun.example</a></span></truncated-text-content><button>...lainnya</button></truncated-text></div>
  <ytm-backstage-image-renderer><img alt="" src="https://yt3.example/panen.jpg"></ytm-backstage-image-renderer></ytm-backstage-post-renderer>`;

const header = (handle: string, actions = "") =>
  `<yt-page-header-renderer><yt-page-header-view-model><yt-decorated-avatar-view-model><img alt="" src="https://yt3.example/dapur.jpg"></yt-decorated-avatar-view-model>
  <yt-dynamic-text-view-model><h1 aria-label="Dapur Wening"><span role="text">Dapur Wening</span></h1></yt-dynamic-text-view-model>
  <yt-content-metadata-view-model><div><span role="text">${handle}</span></div><span>•</span><div><span role="text">184 rb subscriber</span><span>•</span><span role="text">96 video</span></div></yt-content-metadata-view-model>
  <yt-description-preview-view-model><truncated-text><truncated-text-content><span>Masakan rumahan sejak 2015. </span><button><span>...lainnya</span></button></truncated-text-content></truncated-text></yt-description-preview-view-model>
  <yt-attribution-view-model><a href="/redirect?event=channel_header&redir_token=QUFF&q=https%3A%2F%2Fdapurwening.example">dapurwening.example</a></yt-attribution-view-model>${actions}</yt-page-header-view-model></yt-page-header-renderer>`;

const listHeader = (name: string, link: string) =>
  `<yt-page-header-view-model><h1><span>${name}</span></h1><yt-avatar-stack-view-model><a href="/@DapurWening">oleh Dapur Wening</a></yt-avatar-stack-view-model>
  <yt-content-metadata-view-model><div><span>Playlist</span><span>Tidak publik</span></div></yt-content-metadata-view-model><truncated-text-content><span>Semua resep kukus.</span></truncated-text-content>
  <img alt="" src="https://i.ytimg.com/vi/PepesTahu01/hqdefault.jpg">${link}</yt-page-header-view-model>`;

const message = (tag: string, id: string, name: string, body: string) =>
  `<${tag} id="${id}"><yt-img-shadow id="author-photo"><img alt="" src="https://yt4.example/p"></yt-img-shadow><div id="content"><span id="timestamp">19.28</span>
  <yt-live-chat-author-chip><span id="author-name">${name}<span id="chip-badges"></span></span></yt-live-chat-author-chip>${body}</div></${tag}>`;

const firstMessage = "ChwKGkNPR1NjontohPesanSatu0001%3D";

const row = (id: string, name: string, visibility: string) =>
  `<ytcp-video-row><div id="row-container"><ytcp-video-list-cell-video><a id="thumbnail-anchor" href="/video/${id}/edit"><img src="https://i9.ytimg.com/vi/${id}/mqdefault.jpg"></a><a id="video-title" href="/video/${id}/edit"> ${name} </a><div class="description">Bahan di kolom ini.</div></ytcp-video-list-cell-video>
  <div class="tablecell-visibility">${visibility}</div><div class="tablecell-date">22 Nov 2026<div>Dipublikasikan</div></div><div class="tablecell-views">1.204</div><div class="tablecell-comments"><a href="/video/${id}/comments">18</a></div><div class="tablecell-likes"><div class="percent-label">98,1%</div><div class="likes-label">77 suka</div></div></div></ytcp-video-row>`;

const studioComment = (attributes: string, link: string, inside: string) =>
  `<ytcp-comment ${attributes}><div id="metadata"><div id="name"><yt-formatted-string class="author-text">Wahyu Lestari</yt-formatted-string></div>${link}</div>
  <yt-formatted-string id="content-text">Daftar di <a href="https://www.youtube.com/redirect?q=https%3A%2F%2Fcuan.example">cuan.example</a> <a href="https://cuan2.example/">cuan2.example</a> <a href="https://www.youtube.com/watch?v=PepesTahu01&lc=UgzBukanKomentarIni0001AaABAg">sini</a> <img alt="🎰"></yt-formatted-string>${inside}
  <ytcp-comment-action-buttons><div id="toolbar"></div></ytcp-comment-action-buttons></ytcp-comment>`;

export const youtubePlacesCases: readonly SiteCase[] = [
  {
    name: "Shorts: the slot that holds the player is the one; the next ones are only pictures",
    address: `${shortAddress}?feature=share`,
    html: `${shorts(slot({ still: "SambalMatah", player: "" }), slot({ still: "ShortKedua1" }))}${bootstrap("SambalMatah", '"isUnlisted":false,')}`,
    surfaces: ["video"],
    posts: [
      {
        subject: "youtube:video:SambalMatah",
        fields: {
          title: "Sambal matah 30 detik 🌶️",
          ...byHandle("@warungbulin", "warungbulin"),
          authorId: "UCdapurcontohcontoh-_012",
          publishedAt: "2026-11-18T13:15:00.000Z",
          counts: { comments: { shown: "331", value: 331 }, likes: { shown: "91 rb" } },
          timecodeSeconds: 0,
          audience: "public",
          permalink: "https://www.youtube.com/watch?v=SambalMatah",
        },
        missing: [],
      },
    ],
  },
  {
    name: "Shorts in English, dark, with a place for the button only over the player",
    address: shortAddress,
    htmlAttributes: { dark: "", lang: "en" },
    dark: true,
    html: shorts(
      slot({ player: "is-active" })
        .replaceAll("yt-reel-channel-bar-view-model", "ytd-channel-bar")
        .replace('href="/@', 'href="/'),
      slot({ player: "hidden", title: "Hidden" }),
    ).replaceAll("91 rb", "91K"),
    posts: [
      {
        subject: "youtube:video:SambalMatah",
        slot: 1,
        fields: {
          title: "Sambal matah 30 detik 🌶️",
          counts: { comments: { shown: "331", value: 331 }, likes: { shown: "91K" } },
          timecodeSeconds: 0,
          permalink: "https://www.youtube.com/watch?v=SambalMatah",
        },
      },
    ],
  },
  {
    name: "Shorts: of several players kept ready, the active one, whatever the others show",
    address: shortAddress,
    html: shorts(
      slot({ player: "", title: "Sebelumnya", name: "@lain" }),
      slot({ player: "is-active", name: "channel/UCwarungcontohcontoh_012" }),
      slot({ player: "", title: "Berikutnya" }),
    ),
    posts: [
      {
        subject: "youtube:video:SambalMatah",
        fields: {
          title: "Sambal matah 30 detik 🌶️",
          ...byId("channel/UCwarungcontohcontoh_012", "UCwarungcontohcontoh_012"),
          counts: { comments: { shown: "331", value: 331 }, likes: { shown: "91 rb" } },
          timecodeSeconds: 0,
          permalink: "https://www.youtube.com/watch?v=SambalMatah",
        },
      },
    ],
  },
  {
    name: "Shorts: none marked active, so the player that names the address",
    address: shortAddress,
    html: shorts(
      slot({ player: 'video-id="ShortLama01"', title: "Sebelumnya" }),
      slot({ player: 'video-id="SambalMatah"' }),
      slot({ still: "ShortKedua1", player: "", title: "Berikutnya" }),
    ),
    posts: [
      {
        subject: "youtube:video:SambalMatah",
        fields: {
          title: "Sambal matah 30 detik 🌶️",
          ...byHandle("@warungbulin", "warungbulin"),
          counts: { comments: { shown: "331", value: 331 }, likes: { shown: "91 rb" } },
          timecodeSeconds: 0,
          permalink: "https://www.youtube.com/watch?v=SambalMatah",
        },
      },
    ],
  },
  {
    name: "Shorts: while the next one slides in, the player still shows the one before",
    address: "https://www.youtube.com/shorts/ShortKedua1",
    html: `${shorts(slot({ still: "SambalMatah", player: "" }), slot({ still: "ShortKedua1" }))}${bootstrap("SambalMatah", "")}`,
    posts: [],
  },
  {
    name: "Shorts: an advertisement plays, and the data is of the video that was loaded first",
    address: shortAddress,
    html: `${shorts(slot({ player: "" })).replace("html5-video-player", "html5-video-player ad-showing")}${bootstrap("ShortLama01", '"isUnlisted":true,')}`,
    posts: [
      {
        subject: "youtube:video:SambalMatah",
        fields: {
          title: "Sambal matah 30 detik 🌶️",
          ...byHandle("@warungbulin", "warungbulin"),
          counts: { comments: { shown: "331", value: 331 }, likes: { shown: "91 rb" } },
          permalink: "https://www.youtube.com/watch?v=SambalMatah",
        },
      },
    ],
  },
  {
    name: "Shorts that the reader left behind give nothing",
    address: shortAddress,
    html: shorts(slot({ player: "" })).replace("<ytd-shorts", "<ytd-shorts hidden"),
    posts: [],
  },
  {
    name: "a community post on its own page, with pictures and a link",
    address: `https://www.youtube.com/post/${postId}`,
    surfaces: ["post"],
    html: `<ytd-browse>${post({
      body: `Daftar bahan: <a href="/redirect?q=https%3A%2F%2Fbahan.example%2Fpasar">bahan.example/pasar</a> <a href="https://dapur.example/">dapur.example</a> dan <a href="/post/UgkxPosLain00123456789">pos lain</a>`,
      inside:
        '<ytd-backstage-image-renderer><img alt="" src="https://yt3.example/satu.jpg"></ytd-backstage-image-renderer><ytd-backstage-image-renderer><img alt="" src="https://yt3.example/dua.jpg"></ytd-backstage-image-renderer>',
    })}</ytd-browse>`,
    posts: [
      {
        subject: "youtube:post:UgkxContohPos0123456789",
        fields: {
          text: "Daftar bahan: bahan.example/pasar dapur.example dan pos lain",
          ...byHandle("Dapur Wening", "dapurwening"),
          publishedRaw: "15 jam yang lalu",
          media: ["https://yt3.example/satu.jpg", "https://yt3.example/dua.jpg"],
          links: [
            { address: "https://bahan.example/pasar", shown: "bahan.example/pasar" },
            { address: "https://dapur.example/", shown: "dapur.example" },
          ],
          counts: { comments: { shown: "28", value: 28 }, likes: { shown: "412", value: 412 } },
          permalink: "https://www.youtube.com/post/UgkxContohPos0123456789",
        },
        missing: ["audience", "authorId"],
      },
    ],
  },
  {
    name: "a post of a channel known by number, cut, that shows a video",
    address: "https://www.youtube.com/@DapurWening/posts",
    html: `<ytd-browse>${post({
      handle: "channel/UCdapurcontohcontoh-_012",
      inside: `<tp-yt-paper-button id="more">Baca selengkapnya</tp-yt-paper-button><ytd-video-renderer><a id="thumbnail" href="/watch?v=PepesTahu01"></a><a id="video-title" href="/watch?v=PepesTahu01">Resep pepes tahu</a><div id="content-text">bukan teks pos</div></ytd-video-renderer>`,
    })}</ytd-browse>`,
    posts: [
      {
        subject: "youtube:video:PepesTahu01",
        fields: { title: "Resep pepes tahu", permalink: "https://www.youtube.com/watch?v=PepesTahu01" },
      },
      {
        subject: "youtube:post:UgkxContohPos0123456789",
        fields: {
          text: "Minggu depan kita masak apa?",
          truncated: true,
          ...byId("Dapur Wening", "UCdapurcontohcontoh-_012"),
          publishedRaw: "15 jam yang lalu",
          counts: { comments: { shown: "28", value: 28 }, likes: { shown: "412", value: 412 } },
          context: [
            {
              relation: "quoted",
              subject: "youtube:video:PepesTahu01",
              address: "https://www.youtube.com/watch?v=PepesTahu01",
              name: "Resep pepes tahu",
            },
          ],
          permalink: "https://www.youtube.com/post/UgkxContohPos0123456789",
        },
      },
    ],
  },
  {
    name: "a post that passes on another one's post, which is its context and no part of it",
    address: "https://www.youtube.com/feed/subscriptions",
    html: `<ytd-browse>${post({
      inside: post({
        tag: "ytd-post-renderer",
        id: "UgkxPosAsli00123456789",
        handle: "@KebunBalkon",
        body: "Panen cabai 🌶️",
        inside:
          '<ytd-backstage-image-renderer><img alt="" src="https://yt3.example/cabai.jpg"></ytd-backstage-image-renderer>',
      }).replaceAll(" Dapur Wening ", "Kebun Balkon"),
    }).replace('id="content-text"', 'id="kosong"')}</ytd-browse>`,
    posts: [
      {
        subject: "youtube:post:UgkxContohPos0123456789",
        fields: {
          ...byHandle("Dapur Wening", "dapurwening"),
          publishedRaw: "15 jam yang lalu",
          counts: { comments: { shown: "28", value: 28 }, likes: { shown: "412", value: 412 } },
          context: [
            {
              relation: "quoted",
              subject: "youtube:post:UgkxPosAsli00123456789",
              address: "https://www.youtube.com/post/UgkxPosAsli00123456789",
              name: "Kebun Balkon",
              text: "Panen cabai 🌶️",
            },
          ],
          permalink: "https://www.youtube.com/post/UgkxContohPos0123456789",
        },
      },
    ],
  },
  {
    name: "a post that shows a video in today's markup; the box for a post of one's own is no post",
    address: "https://www.youtube.com/@DapurWening/posts",
    html: `<ytd-browse><ytd-backstage-post-dialog-renderer><a id="author-text" href="/@petugas">Petugas</a></ytd-backstage-post-dialog-renderer>${post(
      {
        inside: `<yt-lockup-view-model><a href="/watch?v=PepesTahu01"><img alt=""></a><h3><a href="/watch?v=PepesTahu01"><span role="text">Resep pepes tahu</span></a></h3></yt-lockup-view-model>`,
      },
    )}</ytd-browse>`,
    posts: [
      {
        subject: "youtube:video:PepesTahu01",
        fields: { title: "Resep pepes tahu", permalink: "https://www.youtube.com/watch?v=PepesTahu01" },
      },
      {
        subject: "youtube:post:UgkxContohPos0123456789",
        fields: {
          text: "Minggu depan kita masak apa?",
          ...byHandle("Dapur Wening", "dapurwening"),
          publishedRaw: "15 jam yang lalu",
          counts: { comments: { shown: "28", value: 28 }, likes: { shown: "412", value: 412 } },
          context: [
            {
              relation: "quoted",
              subject: "youtube:video:PepesTahu01",
              address: "https://www.youtube.com/watch?v=PepesTahu01",
              name: "Resep pepes tahu",
            },
          ],
          permalink: "https://www.youtube.com/post/UgkxContohPos0123456789",
        },
      },
    ],
  },
  {
    name: "a post on the home page",
    address: "https://www.youtube.com/",
    html: `<ytd-rich-item-renderer>${post({ tag: "ytd-post-renderer" })
      .replace("content-text", "home-content-text")
      .replaceAll(
        /<ytd-comment-action.*?<\/ytd-comment-action-buttons-renderer>/gs,
        "",
      )}</ytd-rich-item-renderer>`,
    posts: [
      {
        subject: "youtube:post:UgkxContohPos0123456789",
        slot: 2,
        fields: {
          text: "Minggu depan kita masak apa?",
          ...byHandle("Dapur Wening", "dapurwening"),
          publishedRaw: "15 jam yang lalu",
          permalink: "https://www.youtube.com/post/UgkxContohPos0123456789",
        },
      },
    ],
  },
  {
    name: "a mobile post, cut; the post in its text is another one",
    address: "https://m.youtube.com/@KebunBalkon/posts",
    html: `<ytm-app>${mobilePost}</ytm-app>`,
    posts: [
      {
        subject: "youtube:post:UgkxPosKebun0123456789",
        slot: 1,
        fields: {
          text: "Panen pertama! Lihat pos kemarin dan kebun.example",
          truncated: true,
          ...byHandle("Kebun Balkon", "kebunbalkon"),
          publishedRaw: "1 hari yang lalu",
          media: ["https://yt3.example/panen.jpg"],
          links: [{ address: "https://kebun.example/", shown: "kebun.example" }],
          permalink: "https://www.youtube.com/post/UgkxPosKebun0123456789",
        },
      },
    ],
  },
  {
    name: "a mobile post of a channel known by number, without a name yet",
    address: "https://m.youtube.com/",
    html: mobilePost
      .replaceAll("/@KebunBalkon", "/channel/UCkebuncontohcontoh-_012")
      .replace("Panen pertama!", "Panen"),
    posts: [
      {
        subject: "youtube:post:UgkxPosKebun0123456789",
        slot: 1,
        fields: {
          text: "Panen Lihat pos kemarin dan kebun.example",
          truncated: true,
          authorLink: "https://www.youtube.com/channel/UCkebuncontohcontoh-_012",
          authorId: "UCkebuncontohcontoh-_012",
          publishedRaw: "1 hari yang lalu",
          media: ["https://yt3.example/panen.jpg"],
          links: [{ address: "https://kebun.example/", shown: "kebun.example" }],
          permalink: "https://www.youtube.com/post/UgkxPosKebun0123456789",
        },
      },
    ],
  },
  {
    name: "a hidden post and one without an address of its own",
    address: "https://www.youtube.com/@DapurWening/posts",
    html: `<ytd-browse hidden>${post({})}</ytd-browse>${post({ id: "bukan", body: '<a href="/post/UgkxPosLain00123456789">lain</a>' })}`,
    posts: [],
  },
  {
    name: "a channel's header; the one of the channel before is still in the document",
    address: "https://www.youtube.com/@dapurwening/videos",
    surfaces: ["channel"],
    html: `<ytd-browse hidden>${header("@DapurWening")}</ytd-browse><ytd-browse>${header("@DapurWening")}</ytd-browse>`,
    posts: [
      {
        subject: "youtube:channel:@dapurwening",
        fields: {
          title: "Dapur Wening",
          text: "Masakan rumahan sejak 2015.",
          truncated: true,
          media: ["https://yt3.example/dapur.jpg"],
          ...byHandle("Dapur Wening", "dapurwening"),
          links: [{ address: "https://dapurwening.example/", shown: "dapurwening.example" }],
          permalink: "https://www.youtube.com/@dapurwening",
        },
        missing: ["audience", "authorId"],
      },
    ],
  },
  {
    name: "a channel's header does not change as fast as the address",
    address: "https://www.youtube.com/@dapur",
    html: `<ytd-browse>${header("@DapurWening")}</ytd-browse>`,
    posts: [],
  },
  {
    name: "a channel known by number, and an older header",
    address: "https://www.youtube.com/channel/UCdapurcontohcontoh-_012",
    html: `<ytd-browse><ytd-c4-tabbed-header-renderer><img src="https://yt3.example/dapur.jpg"><ytd-channel-name id="channel-name">Dapur Wening</ytd-channel-name></ytd-c4-tabbed-header-renderer></ytd-browse>`,
    posts: [
      {
        subject: "youtube:channel:UCdapurcontohcontoh-_012",
        slot: 1,
        fields: {
          title: "Dapur Wening",
          media: ["https://yt3.example/dapur.jpg"],
          ...byId("Dapur Wening", "UCdapurcontohcontoh-_012"),
          permalink: "https://www.youtube.com/channel/UCdapurcontohcontoh-_012",
        },
      },
    ],
  },
  {
    name: "a handle of other letters",
    address: "https://www.youtube.com/@%D0%9A%D1%83%D1%85%D0%BD%D1%8F",
    html: `<ytd-browse>${header("@Кухня")}</ytd-browse>`,
    posts: [
      {
        subject: "youtube:channel:@кухня",
        fields: {
          title: "Dapur Wening",
          text: "Masakan rumahan sejak 2015.",
          truncated: true,
          media: ["https://yt3.example/dapur.jpg"],
          authorName: "Dapur Wening",
          authorHandle: "кухня",
          authorLink: "https://www.youtube.com/@%D0%BA%D1%83%D1%85%D0%BD%D1%8F",
          links: [{ address: "https://dapurwening.example/", shown: "dapurwening.example" }],
          permalink: "https://www.youtube.com/@%D0%BA%D1%83%D1%85%D0%BD%D1%8F",
        },
      },
    ],
  },
  {
    name: "a playlist's page names its list in its own links, the address may be ahead of it",
    address: "https://www.youtube.com/playlist?list=PLdaftarbaru0001",
    html: `<ytd-browse hidden>${listHeader("Lama", "")}</ytd-browse><ytd-browse>${listHeader("Resep kukus", '<a href="/watch?v=PepesTahu01&list=PLcontohdaftar01">Putar semua</a>')}</ytd-browse>`,
    posts: [
      {
        subject: "youtube:playlist:PLcontohdaftar01",
        fields: {
          title: "Resep kukus",
          text: "Semua resep kukus.",
          media: ["https://i.ytimg.com/vi/PepesTahu01/hqdefault.jpg"],
          ...byHandle("oleh Dapur Wening", "dapurwening"),
          audience: "not-public",
          permalink: "https://www.youtube.com/playlist?list=PLcontohdaftar01",
        },
        missing: ["authorId"],
      },
    ],
  },
  {
    name: "an older playlist page, of a channel known by number",
    address: "https://www.youtube.com/playlist?list=PLcontohdaftar01",
    html: `<ytd-browse><ytd-playlist-header-renderer><div><yt-formatted-string>Resep kukus</yt-formatted-string></div><a href="/channel/UCdapurcontohcontoh-_012">Dapur Wening</a><truncated-text-content><span>Semua</span><button>lainnya</button></truncated-text-content></ytd-playlist-header-renderer></ytd-browse>`,
    posts: [
      {
        subject: "youtube:playlist:PLcontohdaftar01",
        slot: 1,
        fields: {
          text: "Semua",
          truncated: true,
          authorId: "UCdapurcontohcontoh-_012",
          permalink: "https://www.youtube.com/playlist?list=PLcontohdaftar01",
        },
      },
    ],
  },
  {
    name: "a mix, and what the person keeps for later, are nobody's lists",
    address: "https://www.youtube.com/playlist?list=WL",
    html: `<ytd-browse>${listHeader("Tonton nanti", '<a href="/watch?v=PepesTahu01&list=RDPepesTahu01">Mix</a>')}</ytd-browse>`,
    posts: [],
  },
  {
    name: "live chat in a frame of its own that names the video",
    address: "https://www.youtube.com/live_chat?is_popout=1&v=SiaranPagi1",
    html: `<yt-live-chat-app>${message("yt-live-chat-text-message-renderer", firstMessage, "Bayu Pratama", '<span id="message">Gacor <img class="emoji" alt="🎰"> cek bio\u200B saya</span>')}
      ${message("yt-live-chat-paid-message-renderer", "ChwKGkNPR1NjontohPesanDua00002", "Sri Utami", '<div id="purchase-amount">Rp20.000</div><span id="message">Semangat, Bu</span>')}
      ${message("yt-live-chat-membership-item-renderer", "ChwKGkNPR1NjontohPesanTiga0003", "Rudi", '<div id="header-subtext">Selamat datang di keluarga dapur</div>')}
      <yt-live-chat-message-input-renderer><span id="author-name">Petugas</span></yt-live-chat-message-input-renderer></yt-live-chat-app>`,
    posts: [
      {
        subject: "youtube:chat:SiaranPagi1/ChwKGkNPR1NjontohPesanSatu0001%3D",
        fields: {
          text: "Gacor 🎰 cek bio saya",
          authorName: "Bayu Pratama",
          publishedRaw: "19.28",
          context: [inVideo("SiaranPagi1")],
          permalink: "https://www.youtube.com/live_chat?v=SiaranPagi1",
        },
        missing: ["audience"],
      },
      {
        subject: "youtube:chat:SiaranPagi1/ChwKGkNPR1NjontohPesanDua00002",
        fields: {
          text: "Semangat, Bu",
          authorName: "Sri Utami",
          publishedRaw: "19.28",
          context: [inVideo("SiaranPagi1")],
          permalink: "https://www.youtube.com/live_chat?v=SiaranPagi1",
        },
      },
      {
        subject: "youtube:chat:SiaranPagi1/ChwKGkNPR1NjontohPesanTiga0003",
        fields: {
          text: "Selamat datang di keluarga dapur",
          authorName: "Rudi",
          publishedRaw: "19.28",
          context: [inVideo("SiaranPagi1")],
          permalink: "https://www.youtube.com/live_chat?v=SiaranPagi1",
        },
      },
    ],
  },
  {
    name: "the replay of a chat, dark, whose frame does not name the video; a message still being sent has no lasting id",
    address: "https://www.youtube.com/live_chat_replay?continuation=op2w0wR",
    htmlAttributes: { dark: "" },
    dark: true,
    html: `<yt-live-chat-app>${message("yt-live-chat-text-message-renderer", firstMessage, "Bayu", '<span id="message">Halo</span>')}${message("yt-live-chat-text-message-renderer", "kirim 1", "Bayu", '<span id="message">Halo</span>')}</yt-live-chat-app>`,
    posts: [
      {
        subject: "youtube:chat:ChwKGkNPR1NjontohPesanSatu0001%3D",
        fields: { text: "Halo", authorName: "Bayu", publishedRaw: "19.28" },
      },
    ],
  },
  {
    name: "Studio: one's own videos, and who sees them",
    address: "https://studio.youtube.com/channel/UCdapurcontohcontoh-_012/videos/upload",
    html: `<ytcp-app>${row("PepesTahu01", "Resep pepes tahu", "Publik")}${row("DrafPepes01", "Draf pepes", "Draf")}${row("UnlistedVd1", "Coba", "Unlisted")}${row("PribadiVd01", "Coba", "Pribadi")}</ytcp-app>`,
    posts: [
      {
        subject: "youtube:video:PepesTahu01",
        fields: {
          title: "Resep pepes tahu",
          text: "Bahan di kolom ini.",
          publishedRaw: "22 Nov 2026\nDipublikasikan",
          media: ["https://i9.ytimg.com/vi/PepesTahu01/mqdefault.jpg"],
          counts: {
            likes: { shown: "77 suka", value: 77 },
            comments: { shown: "18", value: 18 },
            views: { shown: "1.204", value: 1204 },
          },
          audience: "public",
          permalink: "https://www.youtube.com/watch?v=PepesTahu01",
        },
        missing: [],
      },
      {
        subject: "youtube:video:DrafPepes01",
        fields: {
          title: "Draf pepes",
          text: "Bahan di kolom ini.",
          publishedRaw: "22 Nov 2026\nDipublikasikan",
          media: ["https://i9.ytimg.com/vi/DrafPepes01/mqdefault.jpg"],
          counts: {
            likes: { shown: "77 suka", value: 77 },
            comments: { shown: "18", value: 18 },
            views: { shown: "1.204", value: 1204 },
          },
          audience: "not-public",
          permalink: "https://www.youtube.com/watch?v=DrafPepes01",
        },
      },
      {
        subject: "youtube:video:UnlistedVd1",
        fields: {
          title: "Coba",
          text: "Bahan di kolom ini.",
          publishedRaw: "22 Nov 2026\nDipublikasikan",
          media: ["https://i9.ytimg.com/vi/UnlistedVd1/mqdefault.jpg"],
          counts: {
            likes: { shown: "77 suka", value: 77 },
            comments: { shown: "18", value: 18 },
            views: { shown: "1.204", value: 1204 },
          },
          audience: "not-public",
          permalink: "https://www.youtube.com/watch?v=UnlistedVd1",
        },
      },
      {
        subject: "youtube:video:PribadiVd01",
        fields: {
          title: "Coba",
          text: "Bahan di kolom ini.",
          publishedRaw: "22 Nov 2026\nDipublikasikan",
          media: ["https://i9.ytimg.com/vi/PribadiVd01/mqdefault.jpg"],
          counts: {
            likes: { shown: "77 suka", value: 77 },
            comments: { shown: "18", value: 18 },
            views: { shown: "1.204", value: 1204 },
          },
          audience: "not-public",
          permalink: "https://www.youtube.com/watch?v=PribadiVd01",
        },
      },
    ],
  },
  {
    name: "Studio: a row that is built otherwise",
    address: "https://studio.youtube.com/channel/UCdapurcontohcontoh-_012/videos/short",
    html: `<ytcp-video-row><a href="/channel/UCdapurcontohcontoh-_012">Kanal</a><a href="/video/SambalMatah/analytics">Analitik</a></ytcp-video-row><ytcp-video-row><a href="https://evil.example/video/SambalMatah/edit">x</a></ytcp-video-row>`,
    posts: [
      {
        subject: "youtube:video:SambalMatah",
        slot: 1,
        fields: { permalink: "https://www.youtube.com/watch?v=SambalMatah" },
      },
    ],
  },
  {
    name: "Studio: comments whose time leads to them; others have no address",
    address: "https://studio.youtube.com/video/PepesTahu01/comments/inbox",
    html: `<ytcp-app><ytcp-comment-thread>${studioComment('id="comment"', '<a href="https://www.youtube.com/watch?v=PepesTahu01&lc=UgzKomentarStudio0001AaABAg">2 jam yang lalu</a>', '<ytcp-comment-video-thumbnail><a id="body" href="/video/PepesTahu01/comments"><div id="video-title">Resep pepes tahu</div></a></ytcp-comment-video-thumbnail>')}
      ${studioComment("is-reply", '<a href="https://www.youtube.com/watch?v=PepesTahu01&lc=UgzKomentarStudio0001AaABAg.9balasan0001">1 jam yang lalu</a>', "")}${studioComment("is-reply", "<span>baru saja</span>", "")}</ytcp-comment-thread></ytcp-app>`,
    posts: [
      {
        subject: "youtube:comment:UgzKomentarStudio0001AaABAg",
        fields: {
          text: "Daftar di cuan.example cuan2.example sini 🎰",
          authorName: "Wahyu Lestari",
          publishedRaw: "2 jam yang lalu",
          links: [
            { address: "https://cuan.example/", shown: "cuan.example" },
            { address: "https://cuan2.example/", shown: "cuan2.example" },
            { address: "https://www.youtube.com/watch?v=PepesTahu01&lc=UgzBukanKomentarIni0001AaABAg" },
          ],
          context: [
            {
              relation: "video",
              subject: "youtube:video:PepesTahu01",
              address: "https://www.youtube.com/watch?v=PepesTahu01",
              name: "Resep pepes tahu",
            },
          ],
          permalink: "https://www.youtube.com/watch?v=PepesTahu01&lc=UgzKomentarStudio0001AaABAg",
        },
        missing: ["audience"],
      },
      {
        subject: "youtube:comment:UgzKomentarStudio0001AaABAg.9balasan0001",
        fields: {
          text: "Daftar di cuan.example cuan2.example sini 🎰",
          authorName: "Wahyu Lestari",
          publishedRaw: "1 jam yang lalu",
          links: [
            { address: "https://cuan.example/", shown: "cuan.example" },
            { address: "https://cuan2.example/", shown: "cuan2.example" },
            { address: "https://www.youtube.com/watch?v=PepesTahu01&lc=UgzBukanKomentarIni0001AaABAg" },
          ],
          context: [inVideo("PepesTahu01")],
          permalink:
            "https://www.youtube.com/watch?v=PepesTahu01&lc=UgzKomentarStudio0001AaABAg.9balasan0001",
        },
      },
    ],
  },
];
