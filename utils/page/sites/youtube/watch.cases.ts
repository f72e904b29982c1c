/** Hand-written YouTube watch pages: the video, its comments and replies, and its audience. Tests only. */

import type { ExpectedPost, SiteCase } from "../cases.ts";
import { byHandle, byId, inVideo } from "./parts.cases.ts";

type Expected = NonNullable<ExpectedPost["fields"]>;

const thread = "UgzContohKomentar000001AaABAg";

interface WatchPage {
  id?: string;
  titleId?: string;
  data?: string;
  player?: string;
  expanded?: boolean;
  tooltip?: string;
  inside?: string;
}

const described = (id: string, more = "") =>
  `{"@type":"VideoObject","name":"Resep pepes tahu","uploadDate":"2026-11-20T08:00:00+07:00","embedUrl":"https://www.youtube.com/embed/${id}"${more}}`;

function watch({
  id = "PepesTahu01",
  titleId = id,
  data = described(id),
  player = "",
  expanded,
  tooltip,
  inside = "",
}: WatchPage) {
  const body = expanded ? " is-expanded" : "";
  return `<ytd-watch-flexy video-id="${id}"><div id="microformat"><script type="application/ld+json">${data}</script></div>
    <div id="columns"><div id="primary"><div id="player"><div id="movie_player" class="html5-video-player ${player}"><video></video></div></div>
    <ytd-watch-metadata video-id="${titleId}"><h1><yt-formatted-string>Resep pepes tahu 🌶️</yt-formatted-string></h1>
      <div id="top-row"><div id="owner"><ytd-channel-name id="channel-name"><a href="/@DapurWening">Dapur Wening</a></ytd-channel-name></div>
      <div id="top-level-buttons-computed"><like-button-view-model><button aria-label="Suka video ini bersama 2.104 orang lainnya">2,1 rb</button></like-button-view-model></div></div>
      <ytd-watch-info-text><tp-yt-paper-tooltip><div id="tooltip" class="hidden">${tooltip ?? "48.215 x ditonton • 20 Nov 2026 • #resep"}</div></tp-yt-paper-tooltip></ytd-watch-info-text>
      <ytd-text-inline-expander id="description-inline-expander"${body}>
        <div id="snippet"><span id="attributed-snippet-text">Bahan di kolom ini. Buku: <a href="/redirect?event=video_description&redir_token=QUFF&q=https%3A%2F%2Fbuku.example%2Fpepes%3Ffbclid%3DIwAR">buku.example/pepes</a></span></div>
        <div id="expanded"${expanded ? "" : " hidden"}>Bahan di kolom ini.<br>Kukus 20 menit, menit <a href="/watch?v=${id}&t=75s">1:15</a>, <a href="https://dapur.example/">dapur.example</a>.</div>
        <button id="expand"${expanded ? " hidden" : ""}>...lainnya</button></ytd-text-inline-expander>
    </ytd-watch-metadata>${inside}</div></div></ytd-watch-flexy>`;
}

interface Comment {
  id: string;
  body: string;
  /** The part of its address before `lc=`. */
  under?: string;
  author?: string;
}

const comment = ({ id, body, under = "/watch?v=PepesTahu01&", author = "@wahyu.lestari" }: Comment) =>
  `<ytd-comment-view-model><div id="header-author"><h3><a id="author-text" href="/${author}"><span> ${author} </span></a></h3>
    <span id="published-time-text"><a href="${under}lc=${id}&pp=0gcJ"> 3 jam yang lalu (diedit) </a></span></div>
    <div id="content-text"><span style="white-space: pre-wrap">${body}</span></div>
    <ytd-comment-engagement-bar><div id="toolbar"><button>Suka</button><span id="vote-count-middle"> 1,2 rb </span></div></ytd-comment-engagement-bar></ytd-comment-view-model>`;

const threadOf = (root: string, ...replies: string[]) =>
  `<ytd-comment-thread-renderer>${root}<div id="replies">${replies.map((reply) => `<yt-sub-thread>${reply}</yt-sub-thread>`).join("")}</div></ytd-comment-thread-renderer>`;

/** A comment with another one before its own head. */
const around = (id: string, other: string) =>
  comment({ id, body: "Enak" }).replace(">", `>${comment({ id: other, body: "Setuju" })}`);

/** The data of the first page load. */
const loaded = (id: string, more: string) =>
  `<script>var ytInitialPlayerResponse = {"playabilityStatus":{"status":"OK","channelId":"UCbukancontohcontoh-_012"},"videoDetails":{"videoId":"${id}","title":"Resep {pepes}","channelId":"UCdapurcontohcontoh-_012","isPrivate":false,"thumbnail":{}},"microformat":{"playerMicroformatRenderer":{${more}"uploadDate":"2026-11-20T08:00:00+07:00"}}};</script>`;

const link = { address: "https://buku.example/pepes", shown: "buku.example/pepes" };
const video: Expected = {
  permalink: "https://www.youtube.com/watch?v=PepesTahu01",
  title: "Resep pepes tahu 🌶️",
  text: "Bahan di kolom ini. Buku: buku.example/pepes",
  truncated: true,
  ...byHandle("Dapur Wening", "dapurwening"),
  publishedRaw: "20 Nov 2026",
  publishedAt: "2026-11-20T01:00:00.000Z",
  links: [link, { address: "https://dapur.example/", shown: "dapur.example" }],
  counts: { views: { shown: "48.215", value: 48_215 }, likes: { shown: "2,1 rb" } },
  timecodeSeconds: 0,
};

const address = "https://www.youtube.com/watch?v=PepesTahu01&t=30s";
const { publishedAt: _time, ...withoutTime } = video;
const { timecodeSeconds: _seconds, ...withoutTimecode } = video;
const { truncated: _cut, ...whole } = video;

export const youtubeWatchCases: readonly SiteCase[] = [
  {
    name: "a watch page gives the video, each comment and each reply",
    address,
    html: watch({
      data: described("PepesTahu01", ',"thumbnailUrl":["https://i.ytimg.com/vi/PepesTahu01/max.jpg"]'),
      inside: `<ytd-comments><ytd-comments-header-renderer><h2 id="count">2 Komentar</h2></ytd-comments-header-renderer>${threadOf(
        comment({
          id: thread,
          body: 'Enak <img class="emoji" alt="😋"> daftar di <a href="/redirect?q=https%3A%2F%2Fcuan.example&redir_token=a">cuan.example</a> <a href="https://blog.example/">blog.example</a>',
        }),
        comment({
          id: `${thread}.9balasan0001`,
          body: 'Setuju\u200B\n\u202Esekali <a href="/redirect?q=https%3A%2F%2Fgrup.example">grup.example</a> <a href="https://wa.example/">wa.example</a>',
          author: "@bayu_pratama",
        }),
      )}</ytd-comments>`,
    }),
    surfaces: ["video"],
    posts: [
      {
        subject: "youtube:video:PepesTahu01",
        picture: 2,
        fields: {
          ...video,
          media: ["https://i.ytimg.com/vi/PepesTahu01/max.jpg"],
          counts: {
            comments: { shown: "2", value: 2 },
            likes: { shown: "2,1 rb" },
            views: { shown: "48.215", value: 48215 },
          },
        },
        missing: ["audience", "authorId"],
      },
      {
        subject: "youtube:comment:UgzContohKomentar000001AaABAg",
        fields: {
          text: "Enak 😋 daftar di cuan.example blog.example",
          ...byHandle("@wahyu.lestari", "wahyu.lestari"),
          publishedRaw: "3 jam yang lalu (diedit)",
          links: [
            { address: "https://cuan.example/", shown: "cuan.example" },
            { address: "https://blog.example/", shown: "blog.example" },
          ],
          counts: { likes: { shown: "1,2 rb" } },
          context: [inVideo("PepesTahu01")],
          permalink: "https://www.youtube.com/watch?v=PepesTahu01&lc=UgzContohKomentar000001AaABAg",
        },
        missing: ["audience", "authorId"],
      },
      {
        subject: "youtube:comment:UgzContohKomentar000001AaABAg.9balasan0001",
        fields: {
          text: "Setuju\nsekali grup.example wa.example",
          ...byHandle("@bayu_pratama", "bayu_pratama"),
          publishedRaw: "3 jam yang lalu (diedit)",
          links: [
            { address: "https://grup.example/", shown: "grup.example" },
            { address: "https://wa.example/", shown: "wa.example" },
          ],
          counts: { likes: { shown: "1,2 rb" } },
          context: [
            {
              relation: "parent",
              subject: "youtube:comment:UgzContohKomentar000001AaABAg",
              address: "https://www.youtube.com/watch?v=PepesTahu01&lc=UgzContohKomentar000001AaABAg",
              name: "@wahyu.lestari",
              text: "Enak 😋 daftar di cuan.example blog.example",
            },
            inVideo("PepesTahu01"),
          ],
          permalink:
            "https://www.youtube.com/watch?v=PepesTahu01&lc=UgzContohKomentar000001AaABAg.9balasan0001",
        },
        missing: ["audience", "authorId"],
      },
    ],
  },
  {
    name: "an id that the page has twice, and comments before the head of another: each has its own name",
    address: "https://www.youtube.com/watch?v=PepesTahu01",
    html: watch({
      inside: `<div id="primary"><h1>Lain</h1></div>${around(thread, "UgzContohKomentar000002AaABAg")}<div id="replies">${around(`${thread}.9balasan0001`, `${thread}.9balasan0002`)}</div>`,
    }),
    posts: [
      { subject: "youtube:video:PepesTahu01" },
      { subject: `youtube:comment:${thread}` },
      { subject: "youtube:comment:UgzContohKomentar000002AaABAg" },
      { subject: `youtube:comment:${thread}.9balasan0001` },
      { subject: `youtube:comment:${thread}.9balasan0002` },
    ],
  },
  {
    name: "an opened description is whole",
    address,
    html: watch({ expanded: true }),
    posts: [
      {
        subject: "youtube:video:PepesTahu01",
        fields: { ...whole, text: "Bahan di kolom ini.\nKukus 20 menit, menit 1:15, dapur.example." },
        missing: ["authorId", "media", "audience"],
      },
    ],
  },
  {
    name: "while an advertisement plays there is no timecode",
    address,
    html: watch({ player: "ad-showing ad-interrupting" }),
    posts: [{ subject: "youtube:video:PepesTahu01", fields: withoutTimecode }],
  },
  {
    name: "the description of the previous video is not this one's",
    address,
    html: watch({ data: described("VideoLama01") }),
    posts: [{ subject: "youtube:video:PepesTahu01", fields: withoutTime }],
  },
  {
    name: "a description that names two videos, or is no JSON, counts for nothing",
    address,
    html: watch({ data: described("PepesTahu01", ',"url":"https://youtu.be/VideoLama01"') }),
    posts: [{ subject: "youtube:video:PepesTahu01", fields: withoutTime }],
  },
  {
    name: "broken data beside the player breaks nothing",
    address,
    html: watch({ data: '{"@type":' }),
    posts: [{ subject: "youtube:video:PepesTahu01", fields: withoutTime }],
  },
  {
    name: "the address points at a comment: the video is still the video",
    address: `https://www.youtube.com/watch?v=PepesTahu01&lc=${thread}`,
    html: watch({}),
    posts: [{ subject: "youtube:video:PepesTahu01", fields: video }],
  },
  {
    name: "a premiere without a date and a number that is none",
    address,
    html: watch({ tooltip: "Tayang perdana" }),
    posts: [
      {
        subject: "youtube:video:PepesTahu01",
        fields: (({ publishedRaw: _raw, ...rest }) => ({ ...rest, counts: { likes: { shown: "2,1 rb" } } }))(
          video,
        ),
      },
    ],
  },
  {
    name: "address and page disagree during navigation: no video",
    address: "https://www.youtube.com/watch?v=VideoBaru01",
    html: watch({}),
    posts: [],
  },
  {
    name: "page and title block disagree during navigation: no video",
    address,
    html: watch({ titleId: "VideoLama01" }),
    posts: [],
  },
  {
    name: "a live stream at an address of its own, logged out, dark, in English",
    address: "https://www.youtube.com/live/SiaranPagi1?si=abc",
    htmlAttributes: { dark: "", lang: "en" },
    dark: true,
    surfaces: ["video"],
    html: watch({ id: "SiaranPagi1", tooltip: "1,204 watching now • Started streaming 2 hours ago" }).replace(
      "2,1 rb",
      "2.1K",
    ),
    posts: [
      {
        subject: "youtube:video:SiaranPagi1",
        fields: {
          ...video,
          publishedRaw: "Started streaming 2 hours ago",
          counts: { likes: { shown: "2.1K" }, views: { shown: "1,204", value: 1204 } },
          permalink: "https://www.youtube.com/watch?v=SiaranPagi1",
        },
      },
    ],
  },
  {
    name: "a narrow window: the button has another row, and the other videos below are no part of this one",
    address,
    html: watch({
      inside: `<div id="related"><yt-lockup-view-model><a href="/watch?v=Samping0001"><img alt="" src="https://i.ytimg.com/vi/Samping0001/a.jpg"><badge-shape><div>Tidak publik</div></badge-shape></a></yt-lockup-view-model></div>`,
    })
      .replace('<div id="owner">', '<div id="owner-row">')
      .replaceAll("ytd-channel-name", "ytd-owner-name")
      .replace("<ytd-watch-info-text>", '<div id="middle-row"></div><ytd-watch-info-text>')
      .replace('id="attributed-snippet-text"', 'class="cuplikan"'),
    posts: [
      {
        subject: "youtube:video:PepesTahu01",
        slot: 1,
        fields: {
          title: "Resep pepes tahu 🌶️",
          text: "Bahan di kolom ini. Buku: buku.example/pepes",
          truncated: true,
          publishedRaw: "20 Nov 2026",
          publishedAt: "2026-11-20T01:00:00.000Z",
          links: [
            { address: "https://buku.example/pepes", shown: "buku.example/pepes" },
            { address: "https://dapur.example/", shown: "dapur.example" },
          ],
          counts: { likes: { shown: "2,1 rb" }, views: { shown: "48.215", value: 48215 } },
          timecodeSeconds: 0,
          permalink: "https://www.youtube.com/watch?v=PepesTahu01",
        },
      },
      {
        subject: "youtube:video:Samping0001",
        fields: {
          media: ["https://i.ytimg.com/vi/Samping0001/a.jpg"],
          audience: "not-public",
          permalink: "https://www.youtube.com/watch?v=Samping0001",
        },
      },
    ],
  },
  {
    name: "an unlisted video says so in a badge",
    address: "https://www.youtube.com/watch?v=PepesTahu01#komentar",
    html: watch({}).replace(
      "</h1>",
      '</h1><ytd-badge-supported-renderer><badge-shape aria-label="Tidak publik"><div>Tidak publik</div></badge-shape></ytd-badge-supported-renderer>',
    ),
    posts: [{ subject: "youtube:video:PepesTahu01", fields: { ...video, audience: "not-public" } }],
  },
  {
    name: "the data of the first load tells the channel's number and that the video is unlisted",
    address,
    html: `${watch({ data: described("VideoLama01") })}<script>var lain = 1;</script>${loaded("PepesTahu01", '"isUnlisted":true,')}`,
    posts: [
      {
        subject: "youtube:video:PepesTahu01",
        fields: { ...video, authorId: "UCdapurcontohcontoh-_012", audience: "not-public" },
      },
    ],
  },
  {
    name: "the data of the first load is another video's: nothing of it counts",
    address,
    html: `${watch({ data: described("VideoLama01") })}${loaded("VideoLama01", '"isUnlisted":true,')}`,
    posts: [{ subject: "youtube:video:PepesTahu01", fields: withoutTime }],
  },
  {
    name: "the owner known by number; the small player beside plays another video",
    address,
    html: watch({ player: "miniplayer" }).replace("/@DapurWening", "/channel/UCdapurcontohcontoh-_012"),
    posts: [
      {
        subject: "youtube:video:PepesTahu01",
        fields: {
          title: "Resep pepes tahu 🌶️",
          text: "Bahan di kolom ini. Buku: buku.example/pepes",
          truncated: true,
          ...byId("Dapur Wening", "UCdapurcontohcontoh-_012"),
          publishedRaw: "20 Nov 2026",
          publishedAt: "2026-11-20T01:00:00.000Z",
          links: [
            { address: "https://buku.example/pepes", shown: "buku.example/pepes" },
            { address: "https://dapur.example/", shown: "dapur.example" },
          ],
          counts: { likes: { shown: "2,1 rb" }, views: { shown: "48.215", value: 48215 } },
          permalink: "https://www.youtube.com/watch?v=PepesTahu01",
        },
      },
    ],
  },
  {
    name: "two pages in one document: the watch page before is hidden, with its comments",
    address,
    html: `${watch({ id: "VideoLama01", inside: `<ytd-comments>${threadOf(comment({ id: "UgzKomentarLama000001AaABAg", body: "Lama" }))}</ytd-comments>` }).replace("<ytd-watch-flexy", "<ytd-watch-flexy hidden")}${watch({})}`,
    posts: [{ subject: "youtube:video:PepesTahu01", fields: video }],
  },
  {
    name: "a long comment, one without a time, a handle that holds a word of an address, a channel known by number",
    address,
    html: watch({
      inside: `<ytd-comments>${threadOf(comment({ id: "UgzKomentarPanjang01AaABAg", body: "a".repeat(100_001), author: "@status_watch.v" }))}
      ${threadOf(comment({ id: "", body: "tanpa waktu" }))}${threadOf(comment({ id: "UgzKomentarAngka001AaABAg", body: "Halo", author: "channel/UCdapurcontohcontoh-_012" }))}</ytd-comments>`,
    }),
    posts: [
      { subject: "youtube:video:PepesTahu01", fields: video },
      {
        subject: "youtube:comment:UgzKomentarPanjang01AaABAg",
        fields: {
          text: "a".repeat(100_000),
          ...byHandle("@status_watch.v", "status_watch.v"),
          publishedRaw: "3 jam yang lalu (diedit)",
          counts: { likes: { shown: "1,2 rb" } },
          context: [inVideo("PepesTahu01")],
          permalink: "https://www.youtube.com/watch?v=PepesTahu01&lc=UgzKomentarPanjang01AaABAg",
          truncated: true,
        },
      },
      {
        subject: "youtube:comment:UgzKomentarAngka001AaABAg",
        fields: {
          text: "Halo",
          ...byId("channel/UCdapurcontohcontoh-_012", "UCdapurcontohcontoh-_012"),
          publishedRaw: "3 jam yang lalu (diedit)",
          counts: { likes: { shown: "1,2 rb" } },
          context: [inVideo("PepesTahu01")],
          permalink: "https://www.youtube.com/watch?v=PepesTahu01&lc=UgzKomentarAngka001AaABAg",
        },
      },
    ],
  },
  {
    name: "replies in a thread of today's wrapping: the parent is the thread's first, whatever replies stand between",
    address,
    html: watch({
      inside: `<ytd-comments>${threadOf(comment({ id: "UgzUtasLain000000001AaABAg", body: "Utas lain" }))}<ytd-comment-thread-renderer><div id="comment-container">${comment({ id: thread, body: "Induk" })}</div>
      <div id="replies">${comment({ id: `${thread}.9balasan0001`, body: "Pertama", author: "@bayu_pratama" })}${comment({ id: `${thread}.9balasan0002`, body: "Kedua", author: "channel/UCdapurcontohcontoh-_012" })}<div hidden>${comment({ id: `${thread}.9balasan0003`, body: "Terlipat" })}</div></div></ytd-comment-thread-renderer></ytd-comments>`,
    }),
    posts: [
      { subject: "youtube:video:PepesTahu01", fields: video },
      {
        subject: "youtube:comment:UgzUtasLain000000001AaABAg",
        fields: {
          text: "Utas lain",
          ...byHandle("@wahyu.lestari", "wahyu.lestari"),
          publishedRaw: "3 jam yang lalu (diedit)",
          counts: { likes: { shown: "1,2 rb" } },
          context: [inVideo("PepesTahu01")],
          permalink: "https://www.youtube.com/watch?v=PepesTahu01&lc=UgzUtasLain000000001AaABAg",
        },
      },
      {
        subject: "youtube:comment:UgzContohKomentar000001AaABAg",
        fields: {
          text: "Induk",
          ...byHandle("@wahyu.lestari", "wahyu.lestari"),
          publishedRaw: "3 jam yang lalu (diedit)",
          counts: { likes: { shown: "1,2 rb" } },
          context: [inVideo("PepesTahu01")],
          permalink: "https://www.youtube.com/watch?v=PepesTahu01&lc=UgzContohKomentar000001AaABAg",
        },
      },
      {
        subject: "youtube:comment:UgzContohKomentar000001AaABAg.9balasan0001",
        fields: {
          text: "Pertama",
          ...byHandle("@bayu_pratama", "bayu_pratama"),
          publishedRaw: "3 jam yang lalu (diedit)",
          counts: { likes: { shown: "1,2 rb" } },
          context: [
            {
              relation: "parent",
              subject: "youtube:comment:UgzContohKomentar000001AaABAg",
              address: "https://www.youtube.com/watch?v=PepesTahu01&lc=UgzContohKomentar000001AaABAg",
              name: "@wahyu.lestari",
              text: "Induk",
            },
            inVideo("PepesTahu01"),
          ],
          permalink:
            "https://www.youtube.com/watch?v=PepesTahu01&lc=UgzContohKomentar000001AaABAg.9balasan0001",
        },
      },
      {
        subject: "youtube:comment:UgzContohKomentar000001AaABAg.9balasan0002",
        fields: {
          text: "Kedua",
          ...byId("channel/UCdapurcontohcontoh-_012", "UCdapurcontohcontoh-_012"),
          publishedRaw: "3 jam yang lalu (diedit)",
          counts: { likes: { shown: "1,2 rb" } },
          context: [
            {
              relation: "parent",
              subject: "youtube:comment:UgzContohKomentar000001AaABAg",
              address: "https://www.youtube.com/watch?v=PepesTahu01&lc=UgzContohKomentar000001AaABAg",
              name: "@wahyu.lestari",
              text: "Induk",
            },
            inVideo("PepesTahu01"),
          ],
          permalink:
            "https://www.youtube.com/watch?v=PepesTahu01&lc=UgzContohKomentar000001AaABAg.9balasan0002",
        },
      },
    ],
  },
  {
    name: "comments below a post and below a short",
    address: "https://www.youtube.com/post/UgkxContohPos0123456789",
    html: `<ytd-browse>${threadOf(comment({ id: thread, body: "Mantap", under: "/post/UgkxContohPos0123456789?" }), comment({ id: `${thread}.9balasan0001`, body: "Betul", under: "/post/UgkxContohPos0123456789?" }))}${threadOf(comment({ id: "UgzKomentarShort0001AaABAg", body: "Lucu", under: "/shorts/SambalMatah?" }))}</ytd-browse>`,
    posts: [
      {
        subject: "youtube:comment:UgzContohKomentar000001AaABAg",
        fields: {
          text: "Mantap",
          ...byHandle("@wahyu.lestari", "wahyu.lestari"),
          publishedRaw: "3 jam yang lalu (diedit)",
          counts: { likes: { shown: "1,2 rb" } },
          context: [
            {
              relation: "parent",
              subject: "youtube:post:UgkxContohPos0123456789",
              address: "https://www.youtube.com/post/UgkxContohPos0123456789",
            },
          ],
          permalink: "https://www.youtube.com/post/UgkxContohPos0123456789?lc=UgzContohKomentar000001AaABAg",
        },
      },
      {
        subject: "youtube:comment:UgzKomentarShort0001AaABAg",
        fields: {
          text: "Lucu",
          ...byHandle("@wahyu.lestari", "wahyu.lestari"),
          publishedRaw: "3 jam yang lalu (diedit)",
          counts: { likes: { shown: "1,2 rb" } },
          context: [inVideo("SambalMatah")],
          permalink: "https://www.youtube.com/watch?v=SambalMatah&lc=UgzKomentarShort0001AaABAg",
        },
      },
      {
        subject: "youtube:comment:UgzContohKomentar000001AaABAg.9balasan0001",
        fields: {
          text: "Betul",
          ...byHandle("@wahyu.lestari", "wahyu.lestari"),
          publishedRaw: "3 jam yang lalu (diedit)",
          counts: { likes: { shown: "1,2 rb" } },
          context: [
            {
              relation: "parent",
              subject: "youtube:comment:UgzContohKomentar000001AaABAg",
              address:
                "https://www.youtube.com/post/UgkxContohPos0123456789?lc=UgzContohKomentar000001AaABAg",
              name: "@wahyu.lestari",
              text: "Mantap",
            },
            {
              relation: "parent",
              subject: "youtube:post:UgkxContohPos0123456789",
              address: "https://www.youtube.com/post/UgkxContohPos0123456789",
            },
          ],
          permalink:
            "https://www.youtube.com/post/UgkxContohPos0123456789?lc=UgzContohKomentar000001AaABAg.9balasan0001",
        },
      },
    ],
  },
  {
    name: "a mobile watch page",
    address: "https://m.youtube.com/watch?v=PepesTahu01",
    html: `<ytm-app><div id="movie_player"><video></video></div><ytm-watch><ytm-slim-video-metadata-section-renderer><h2 class="slim-video-information-title">Resep pepes tahu</h2>
      <ytm-slim-owner-renderer><a href="/@DapurWening"><h3>Dapur Wening</h3></a></ytm-slim-owner-renderer><ytm-slim-video-action-bar-renderer><like-button-view-model><button>2,1 rb</button></like-button-view-model></ytm-slim-video-action-bar-renderer></ytm-slim-video-metadata-section-renderer>
      <ytm-expandable-video-description-body-renderer>Bahan di kolom ini.</ytm-expandable-video-description-body-renderer>
      <ytm-video-with-context-renderer><a href="/watch?v=Samping0001"><img alt="" src="https://i.ytimg.com/vi/Samping0001/a.jpg"><badge-shape>Tidak publik</badge-shape></a></ytm-video-with-context-renderer></ytm-watch></ytm-app>${loaded("PepesTahu01", "")}`,
    posts: [
      {
        subject: "youtube:video:PepesTahu01",
        fields: {
          title: "Resep pepes tahu",
          text: "Bahan di kolom ini.",
          ...byHandle("Dapur Wening", "dapurwening"),
          authorId: "UCdapurcontohcontoh-_012",
          publishedAt: "2026-11-20T01:00:00.000Z",
          counts: { likes: { shown: "2,1 rb" } },
          timecodeSeconds: 0,
          permalink: "https://www.youtube.com/watch?v=PepesTahu01",
        },
        missing: ["audience"],
      },
      {
        subject: "youtube:video:Samping0001",
        fields: {
          audience: "not-public",
          permalink: "https://www.youtube.com/watch?v=Samping0001",
          media: ["https://i.ytimg.com/vi/Samping0001/a.jpg"],
        },
        missing: ["authorHandle", "authorId", "authorLink", "authorName", "counts", "publishedRaw", "title"],
      },
    ],
  },
  {
    name: "an older mobile watch page, with a place for the button only among the actions; the one before is hidden",
    address: "https://m.youtube.com/watch?v=PepesTahu01#menu",
    surfaces: ["video"],
    html: `<ytm-watch hidden></ytm-watch><ytm-watch><h1><span class="slim-video-metadata-title">Resep pepes tahu</span></h1><span>Dapur</span><ytm-slim-video-action-bar-renderer></ytm-slim-video-action-bar-renderer></ytm-watch>`,
    posts: [
      {
        subject: "youtube:video:PepesTahu01",
        slot: 1,
        fields: { title: "Resep pepes tahu", permalink: "https://www.youtube.com/watch?v=PepesTahu01" },
      },
    ],
  },
  {
    name: "a mobile owner known by number, and an advertisement",
    address: "https://m.youtube.com/watch?v=PepesTahu01",
    html: `<ytm-app><div id="movie_player" class="ad-showing"><video></video></div><ytm-watch><ytm-slim-owner-renderer><a href="/channel/UCdapurcontohcontoh-_012"><img alt="" src="https://yt3.example/dapur.jpg"></a></ytm-slim-owner-renderer></ytm-watch></ytm-app>`,
    posts: [
      {
        subject: "youtube:video:PepesTahu01",
        fields: {
          authorLink: "https://www.youtube.com/channel/UCdapurcontohcontoh-_012",
          authorId: "UCdapurcontohcontoh-_012",
          permalink: "https://www.youtube.com/watch?v=PepesTahu01",
        },
      },
    ],
  },
  {
    name: "foreign links and links in a text name no comment",
    address,
    html: `<ytd-comment-view-model><span id="published-time-text"><a href="https://evil.example/watch?v=PepesTahu01&lc=${thread}">x</a></span></ytd-comment-view-model>
      <ytd-comment-view-model><div id="content-text"><a href="/watch?v=PepesTahu01&lc=${thread}">bukan milik saya</a></div></ytd-comment-view-model>`,
    posts: [],
  },
];
