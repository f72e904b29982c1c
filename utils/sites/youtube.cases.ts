/** Hand-written YouTube pages with the posts and fields expected. Tests only; people and texts are invented. */

import type { ExpectedPost, SiteCase } from "./cases.ts";

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
        <div id="snippet"><span id="attributed-snippet-text">Bahan di kolom ini. Buku: <a href="https://www.youtube.com/redirect?event=video_description&redir_token=QUFF&q=https%3A%2F%2Fbuku.example%2Fpepes%3Ffbclid%3DIwAR">buku.example/pepes</a></span></div>
        <div id="expanded"${expanded ? "" : " hidden"}>Bahan di kolom ini.<br>Kukus 20 menit, menit <a href="/watch?v=${id}&t=75s">1:15</a>.</div>
        <button id="expand"${expanded ? " hidden" : ""}>...lainnya</button></ytd-text-inline-expander>
    </ytd-watch-metadata>${inside}</div></div></ytd-watch-flexy>`;
}

function comment(id: string, text: string, video = "PepesTahu01", author = "@wahyu.lestari") {
  return `<ytd-comment-view-model><div id="header-author"><h3><a id="author-text" href="/${author}"><span> ${author} </span></a></h3>
    <span id="published-time-text"><a href="/watch?v=${video}&lc=${id}&pp=0gcJ"> 3 jam yang lalu (diedit) </a></span></div>
    <div id="content-text"><span style="white-space: pre-wrap">${text}</span></div>
    <ytd-comment-engagement-bar><div id="toolbar"><button>Suka</button><span id="vote-count-middle"> 1,2 rb </span></div></ytd-comment-engagement-bar></ytd-comment-view-model>`;
}

const link = { address: "https://buku.example/pepes", shown: "buku.example/pepes" };
const video: Expected = {
  permalink: "https://www.youtube.com/watch?v=PepesTahu01",
  title: "Resep pepes tahu 🌶️",
  text: "Bahan di kolom ini. Buku: buku.example/pepes",
  truncated: true,
  authorName: "Dapur Wening",
  authorHandle: "dapurwening",
  authorLink: "https://www.youtube.com/@dapurwening",
  publishedRaw: "20 Nov 2026",
  publishedAt: "2026-11-20T01:00:00.000Z",
  links: [link],
  counts: { views: { shown: "48.215", value: 48_215 }, likes: { shown: "2,1 rb" } },
  timecodeSeconds: 0,
};

const address = "https://www.youtube.com/watch?v=PepesTahu01&t=30s";
const { publishedAt: _time, ...withoutTime } = video;
const { timecodeSeconds: _seconds, ...withoutTimecode } = video;
const { truncated: _cut, ...whole } = video;

const lockup = (prefix: (part: string) => string, id: string, name: string) =>
  `<yt-lockup-view-model><div class="${prefix("")} content-id-${id}"><a class="${prefix("content-image")}" href="/watch?v=${id}"><img src="https://i.ytimg.com/vi/${id}/hq720.jpg"></a>
  <div class="${prefix("metadata")}"><h3 title="${name}"><a href="/watch?v=${id}"><span role="text">${name}</span></a></h3><yt-content-metadata-view-model>
  <div><span role="text">Kanal Contoh</span></div><div><span role="text">12 rb x ditonton</span> • <span role="text">2 tahun yang lalu</span></div></yt-content-metadata-view-model></div></div></yt-lockup-view-model>`;

const card = (id: string, title: string) => ({
  title,
  authorName: "Kanal Contoh",
  permalink: `https://www.youtube.com/watch?v=${id}`,
  publishedRaw: "2 tahun yang lalu",
  media: [`https://i.ytimg.com/vi/${id}/hq720.jpg`],
  counts: { views: { shown: "12 rb" } },
});

export const youtubeCases: readonly SiteCase[] = [
  {
    name: "a watch page gives the video, each comment and each reply",
    address,
    html: watch({
      data: described("PepesTahu01", ',"thumbnailUrl":["https://i.ytimg.com/vi/PepesTahu01/max.jpg"]'),
      inside: `<ytd-comments><ytd-comments-header-renderer><h2 id="count">2 Komentar</h2></ytd-comments-header-renderer>
        <ytd-comment-thread-renderer>${comment(thread, 'Enak <img class="emoji" alt="😋"> daftar di <a href="https://www.youtube.com/redirect?q=https%3A%2F%2Fcuan.example&redir_token=a">cuan.example</a>')}
        <div id="replies"><yt-sub-thread>${comment(`${thread}.9balasan0001`, "Setuju\u200B\n\u202Esekali", "PepesTahu01", "@bayu_pratama")}</yt-sub-thread></div></ytd-comment-thread-renderer></ytd-comments>`,
    }),
    posts: [
      {
        subject: "youtube:video:PepesTahu01",
        kind: "video",
        aliases: [],
        fields: {
          ...video,
          media: ["https://i.ytimg.com/vi/PepesTahu01/max.jpg"],
          counts: { ...video.counts, comments: { shown: "2", value: 2 } },
        },
        missing: ["authorId", "audience"],
      },
      {
        subject: `youtube:comment:${thread}`,
        kind: "comment",
        fields: {
          permalink: `https://www.youtube.com/watch?v=PepesTahu01&lc=${thread}`,
          text: "Enak 😋 daftar di cuan.example",
          authorName: "@wahyu.lestari",
          authorHandle: "wahyu.lestari",
          authorLink: "https://www.youtube.com/@wahyu.lestari",
          publishedRaw: "3 jam yang lalu (diedit)",
          links: [{ address: "https://cuan.example/", shown: "cuan.example" }],
          counts: { likes: { shown: "1,2 rb" } },
        },
        missing: ["authorId", "audience"],
      },
      {
        subject: `youtube:comment:${thread}.9balasan0001`,
        fields: {
          permalink: `https://www.youtube.com/watch?v=PepesTahu01&lc=${thread}.9balasan0001`,
          text: "Setuju\nsekali",
          authorName: "@bayu_pratama",
          authorHandle: "bayu_pratama",
          authorLink: "https://www.youtube.com/@bayu_pratama",
          publishedRaw: "3 jam yang lalu (diedit)",
          counts: { likes: { shown: "1,2 rb" } },
        },
      },
    ],
  },
  {
    name: "an opened description is whole",
    address,
    html: watch({ expanded: true }),
    posts: [
      {
        subject: "youtube:video:PepesTahu01",
        fields: { ...whole, text: "Bahan di kolom ini.\nKukus 20 menit, menit 1:15." },
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
    name: "the hidden previous page gives nothing",
    address: "https://www.youtube.com/results?search_query=pepes",
    html: `${watch({ inside: comment(thread, "Tersembunyi") }).replace("<ytd-watch-flexy", "<ytd-watch-flexy hidden")}
      <ytd-search>${lockup((part) => `yt-lockup-view-model__${part}`, "KartuDua002", "Kartu")}</ytd-search>
      <ytd-browse hidden>${lockup((part) => `yt-lockup-view-model__${part}`, "KartuLama02", "Lama")}</ytd-browse>`,
    posts: [{ subject: "youtube:video:KartuDua002" }],
  },
  {
    name: "cards of three generations, one post each",
    address: "https://www.youtube.com/",
    html: `<ytd-rich-item-renderer>${lockup((part) => `yt-lockup-view-model-wiz__${part}`, "KartuSatu01", "Satu")}</ytd-rich-item-renderer>
      ${lockup((part) => `yt-lockup-view-model__${part}`, "KartuDua002", "Dua")}
      ${lockup((part) => `ytLockupViewModel${part}`, "KartuTiga03", "Tiga")}
      <ytd-rich-item-renderer><ytm-shorts-lockup-view-model-v2><ytm-shorts-lockup-view-model><a href="/shorts/KartuPendek"><img alt=""></a><h3><a href="/shorts/KartuPendek"><span>Pendek</span></a></h3></ytm-shorts-lockup-view-model></ytm-shorts-lockup-view-model-v2></ytd-rich-item-renderer>`,
    posts: [
      { subject: "youtube:video:KartuSatu01", fields: card("KartuSatu01", "Satu") },
      { subject: "youtube:video:KartuDua002", fields: card("KartuDua002", "Dua") },
      { subject: "youtube:video:KartuTiga03", fields: card("KartuTiga03", "Tiga") },
      {
        subject: "youtube:video:KartuPendek",
        fields: { title: "Pendek", permalink: "https://www.youtube.com/watch?v=KartuPendek" },
      },
    ],
  },
  {
    name: "a search result and an older sidebar card",
    address: "https://www.youtube.com/results?search_query=pepes",
    html: `<ytd-video-renderer><a id="thumbnail" href="/watch?v=HasilCari01&pp=ab"></a><a id="video-title" title="Hasil cari" href="/watch?v=HasilCari01&pp=ab">Hasil</a>
        <div id="metadata-line"><span class="inline-metadata-item">1.024 x ditonton</span><span class="inline-metadata-item">5 hari yang lalu</span></div>
        <ytd-channel-name><a href="/channel/UCcontohcontohcontoh-_12">Kanal Contoh</a></ytd-channel-name><a href="/watch?v=HasilCari01&t=121s">Bab dua</a></ytd-video-renderer>
      <ytd-compact-video-renderer><a id="thumbnail" href="/watch?v=Samping0001"></a><span id="video-title" title="Di samping">Di samping</span></ytd-compact-video-renderer>`,
    posts: [
      {
        subject: "youtube:video:HasilCari01",
        fields: {
          title: "Hasil cari",
          authorName: "Kanal Contoh",
          authorLink: "https://www.youtube.com/channel/UCcontohcontohcontoh-_12",
          authorId: "UCcontohcontohcontoh-_12",
          permalink: "https://www.youtube.com/watch?v=HasilCari01",
          publishedRaw: "5 hari yang lalu",
          counts: { views: { shown: "1.024", value: 1024 } },
        },
      },
      {
        subject: "youtube:video:Samping0001",
        fields: { title: "Di samping", permalink: "https://www.youtube.com/watch?v=Samping0001" },
      },
    ],
  },
  {
    name: "advertisements are no posts, playlists are playlists, a mix is nobody's",
    address: "https://www.youtube.com/results?search_query=pepes",
    html: `<ytd-ad-slot-renderer>${lockup((part) => part, "IklanIklan1", "Iklan")}</ytd-ad-slot-renderer>
      <yt-lockup-view-model><a href="https://www.googleadservices.com/pagead/aclk?sa=L">Iklan</a><a href="/watch?v=IklanIklan2">Tonton</a></yt-lockup-view-model>
      <yt-lockup-view-model><a href="/watch?v=PepesTahu01&list=PLcontohdaftar01">Daftar</a><h3 title="Daftar masakan"></h3><a href="/playlist?list=PLcontohdaftar01">Lihat</a></yt-lockup-view-model>
      <yt-lockup-view-model><a href="/watch?v=PepesTahu01&list=RDPepesTahu01&start_radio=1">Mix</a></yt-lockup-view-model>`,
    posts: [
      {
        subject: "youtube:playlist:PLcontohdaftar01",
        kind: "playlist",
        fields: {
          title: "Daftar masakan",
          permalink: "https://www.youtube.com/playlist?list=PLcontohdaftar01",
        },
      },
    ],
  },
  {
    name: "a recycled card is what it shows now, whatever its old marks say",
    address: "https://www.youtube.com/",
    html: `<ytd-rich-item-renderer data-lama="KartuLama02">${lockup((part) => `x__${part}`, "KartuBaru01", "Baru").replace("content-id-KartuBaru01", "content-id-KartuLama02")}</ytd-rich-item-renderer>`,
    posts: [{ subject: "youtube:video:KartuBaru01", fields: card("KartuBaru01", "Baru") }],
  },
  {
    name: "foreign, scripted and malformed links name no card or comment",
    address: "https://www.youtube.com/",
    html: `<ytd-rich-item-renderer><a href="javascript:alert(1)">x</a></ytd-rich-item-renderer>
      <ytd-rich-item-renderer><a href="/watch?v=pendek">x</a></ytd-rich-item-renderer>
      <ytd-rich-item-renderer><a href="https://evil.example/watch?v=PepesTahu01">x</a></ytd-rich-item-renderer>
      <ytd-comment-view-model><span id="published-time-text"><a href="https://evil.example/watch?v=PepesTahu01&lc=${thread}">x</a></span></ytd-comment-view-model>
      <ytd-comment-view-model><div id="content-text"><a href="/watch?v=PepesTahu01&lc=${thread}">bukan milik saya</a></div></ytd-comment-view-model>`,
    posts: [],
  },
];
