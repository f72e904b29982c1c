/** Hand-written YouTube cards in every generation of their markup, desktop and mobile. Tests only. */

import type { SiteCase } from "../cases.ts";
import { byHandle, byId } from "./parts.cases.ts";

/** Class names in the three generations of the newest cards. */
const generations = [
  (part: string) => `yt-lockup-view-model-wiz__${part}`,
  (part: string) => `yt-lockup-view-model__${part}`,
  (part: string) => `ytLockupViewModel${part}`,
] as const;

const rows = (...lines: string[]) =>
  `<yt-content-metadata-view-model>${lines.map((line) => `<div>${line}</div>`).join("")}</yt-content-metadata-view-model>`;
const words = (...texts: string[]) =>
  texts.map((text) => `<span role="text">${text}</span>`).join("<span> • </span>");

interface Lockup {
  generation?: (part: string) => string;
  id: string;
  query?: string;
  name: string;
  below?: string;
  badge?: string;
}

const lockup = ({
  generation = generations[2],
  id,
  query = "",
  name,
  below = rows(words("Kanal Contoh"), words("12 rb x ditonton", "2 tahun yang lalu")),
  badge = "12:04",
}: Lockup) =>
  `<yt-lockup-view-model><div class="${generation("Host")} content-id-${id}"><a class="${generation("content-image")}" href="/watch?v=${id}${query}"><yt-thumbnail-view-model><img alt="" src="https://i.ytimg.com/vi/${id}/hq720.jpg"><badge-shape><div>${badge}</div></badge-shape></yt-thumbnail-view-model></a>
  <div class="${generation("metadata")}"><yt-lockup-metadata-view-model><div><h3 title="${name}"><a href="/watch?v=${id}${query}"><span role="text">${name}</span></a></h3><div>${below}</div></div></yt-lockup-metadata-view-model></div></div></yt-lockup-view-model>`;

/** Older cards: one element per surface, with the same ids inside. */
const renderer = (tag: string, id: string, name: string, more = "") =>
  `<${tag}><div id="dismissible"><ytd-thumbnail><a id="thumbnail" href="/watch?v=${id}&pp=ygU"><img src="https://i.ytimg.com/vi/${id}/hq720.jpg"></a></ytd-thumbnail>
  <h3><a id="video-title-link" href="/watch?v=${id}&pp=ygU"><yt-formatted-string id="video-title">${name}</yt-formatted-string></a></h3>${more}</div></${tag}>`;

const line =
  '<div id="metadata-line"><span class="inline-metadata-item">1.024 x ditonton</span><span class="inline-metadata-item">5 hari yang lalu</span></div>';
const byName =
  '<ytd-channel-name id="channel-name"><a href="/@KanalContoh">Kanal Contoh</a></ytd-channel-name>';

const short = (id: string, name: string) =>
  `<ytm-shorts-lockup-view-model-v2><ytm-shorts-lockup-view-model><a href="/shorts/${id}"><img alt="" src="https://i.ytimg.com/vi/${id}/oar2.jpg"></a><div role="presentation"><div><h3><a href="/shorts/${id}" title="${name}"><span role="text">${name}</span></a></h3><div><span role="text">2,5 rb x ditonton</span></div></div></div></ytm-shorts-lockup-view-model></ytm-shorts-lockup-view-model-v2>`;

const mobile = (tag: string, id: string, name: string, link: string) =>
  `<${tag}><ytm-media-item><a href="/watch?v=${id}&pp=ygU" aria-hidden="true"><img alt="" src="https://i.ytimg.com/vi_webp/${id}/mqdefault.webp"></a><div><ytm-channel-thumbnail-with-link-renderer><a href="${link}"><img alt="Buka channel" src="https://yt3.example/foto.jpg"></a></ytm-channel-thumbnail-with-link-renderer>
  <div><a href="/watch?v=${id}&pp=ygU"><h3><span role="text" aria-label="${name} oleh Dapur Wening 24.162 x ditonton">${name}</span></h3><ytm-badge-and-byline-renderer><span aria-hidden="true"><span>Dapur Wening</span></span><span aria-hidden="true">•</span><span aria-hidden="true"><span role="text">24 rb x ditonton</span></span><span aria-hidden="true">•</span><span aria-hidden="true"><span role="text">5 tahun yang lalu</span></span></ytm-badge-and-byline-renderer></a></div></div></ytm-media-item></${tag}>`;

const row = (tag: string, id: string, index: number, more: string) =>
  `<${tag}><a href="/watch?v=${id}&list=PLcontohdaftar01&index=${index}"><img src="https://i.ytimg.com/vi/${id}/hqdefault.jpg"><h4>Bagian ${index}</h4></a>${more}</${tag}>`;

const home = "https://www.youtube.com/";
const search = "https://www.youtube.com/results?search_query=pepes";

export const youtubeCardsCases: readonly SiteCase[] = [
  {
    name: "home: cards of the three newest generations, and a Shorts shelf",
    address: home,
    html: `<ytd-rich-item-renderer>${lockup({ generation: generations[0], id: "KartuSatu01", name: "Satu" })}</ytd-rich-item-renderer>
      <ytd-rich-item-renderer>${lockup({ generation: generations[1], id: "KartuDua002", name: "Dua" })}</ytd-rich-item-renderer>
      <ytd-rich-item-renderer>${lockup({ id: "KartuTiga03", name: "Tiga" })}</ytd-rich-item-renderer>
      <ytd-rich-shelf-renderer is-shorts><ytd-rich-item-renderer>${short("KartuPendek", "Pendek")}</ytd-rich-item-renderer></ytd-rich-shelf-renderer>`,
    posts: [
      {
        subject: "youtube:video:KartuSatu01",
        fields: {
          title: "Satu",
          authorName: "Kanal Contoh",
          publishedRaw: "2 tahun yang lalu",
          media: ["https://i.ytimg.com/vi/KartuSatu01/hq720.jpg"],
          counts: { views: { shown: "12 rb" } },
          permalink: "https://www.youtube.com/watch?v=KartuSatu01",
        },
        missing: ["audience", "authorHandle", "authorId", "authorLink"],
      },
      {
        subject: "youtube:video:KartuDua002",
        fields: {
          title: "Dua",
          authorName: "Kanal Contoh",
          publishedRaw: "2 tahun yang lalu",
          media: ["https://i.ytimg.com/vi/KartuDua002/hq720.jpg"],
          counts: { views: { shown: "12 rb" } },
          permalink: "https://www.youtube.com/watch?v=KartuDua002",
        },
      },
      {
        subject: "youtube:video:KartuTiga03",
        fields: {
          title: "Tiga",
          authorName: "Kanal Contoh",
          publishedRaw: "2 tahun yang lalu",
          media: ["https://i.ytimg.com/vi/KartuTiga03/hq720.jpg"],
          counts: { views: { shown: "12 rb" } },
          permalink: "https://www.youtube.com/watch?v=KartuTiga03",
        },
      },
      {
        subject: "youtube:video:KartuPendek",
        fields: {
          title: "Pendek",
          media: ["https://i.ytimg.com/vi/KartuPendek/oar2.jpg"],
          counts: { views: { shown: "2,5 rb" } },
          permalink: "https://www.youtube.com/watch?v=KartuPendek",
        },
      },
    ],
  },
  {
    name: "subscriptions in English, dark: channels by handle and by number, members only, watched in part",
    address: "https://www.youtube.com/feed/subscriptions",
    htmlAttributes: { dark: "", lang: "en" },
    dark: true,
    html: `<ytd-browse>${lockup({ id: "KartuTiga03", query: "&t=313s", name: "Part two", below: rows('<span><a href="/@OneChannel">One Channel</a></span>', words("171K views", "1 day ago")) })}
      ${lockup({ id: "AnggotaVd01", name: "For members", badge: "Members only", below: rows('<span><a href="/channel/UCdapurcontohcontoh-_012">Two</a></span>') })}</ytd-browse>`,
    posts: [
      {
        subject: "youtube:video:KartuTiga03",
        fields: {
          title: "Part two",
          ...byHandle("One Channel", "onechannel"),
          publishedRaw: "1 day ago",
          media: ["https://i.ytimg.com/vi/KartuTiga03/hq720.jpg"],
          counts: { views: { shown: "171K" } },
          permalink: "https://www.youtube.com/watch?v=KartuTiga03",
        },
      },
      {
        subject: "youtube:video:AnggotaVd01",
        fields: {
          title: "For members",
          ...byId("Two", "UCdapurcontohcontoh-_012"),
          media: ["https://i.ytimg.com/vi/AnggotaVd01/hq720.jpg"],
          audience: "not-public",
          permalink: "https://www.youtube.com/watch?v=AnggotaVd01",
        },
      },
    ],
  },
  {
    name: "a channel's own videos stand without its name: views are no author",
    address: "https://www.youtube.com/@dapurwening/videos",
    html: `<ytd-browse>${lockup({ id: "KartuTiga03", name: "Tiga", below: rows(words("88 rb", "2 hr lalu")) })}${lockup({ id: "KartuDua002", name: "Dua", below: rows(words("Kanal 99")) })}${lockup({ id: "KartuSatu01", name: "Satu", below: "" })}</ytd-browse>`,
    posts: [
      {
        subject: "youtube:video:KartuTiga03",
        fields: {
          title: "Tiga",
          publishedRaw: "2 hr lalu",
          media: ["https://i.ytimg.com/vi/KartuTiga03/hq720.jpg"],
          counts: { views: { shown: "88 rb" } },
          permalink: "https://www.youtube.com/watch?v=KartuTiga03",
        },
      },
      {
        subject: "youtube:video:KartuDua002",
        fields: {
          title: "Dua",
          media: ["https://i.ytimg.com/vi/KartuDua002/hq720.jpg"],
          permalink: "https://www.youtube.com/watch?v=KartuDua002",
        },
      },
      {
        subject: "youtube:video:KartuSatu01",
        fields: {
          title: "Satu",
          media: ["https://i.ytimg.com/vi/KartuSatu01/hq720.jpg"],
          permalink: "https://www.youtube.com/watch?v=KartuSatu01",
        },
      },
    ],
  },
  {
    name: "search: results of the years before, and one of a channel known by number",
    address: search,
    surfaces: ["video"],
    html: `<ytd-search>${renderer("ytd-video-renderer", "HasilCari01", "Hasil cari", `${line}${byName}<a href="/watch?v=HasilCari01&t=121s">Bab dua</a>`).replace('id="video-title"', 'id="video-title" title="Hasil cari, lengkap"')}
      ${renderer("ytd-video-renderer", "HasilCari02", "Hasil kedua", '<ytd-channel-name><a href="/channel/UCdapurcontohcontoh-_012">Dapur Wening</a></ytd-channel-name>')}</ytd-search>`,
    posts: [
      {
        subject: "youtube:video:HasilCari01",
        fields: {
          title: "Hasil cari",
          ...byHandle("Kanal Contoh", "kanalcontoh"),
          publishedRaw: "5 hari yang lalu",
          media: ["https://i.ytimg.com/vi/HasilCari01/hq720.jpg"],
          counts: { views: { shown: "1.024", value: 1024 } },
          permalink: "https://www.youtube.com/watch?v=HasilCari01",
        },
      },
      {
        subject: "youtube:video:HasilCari02",
        fields: {
          title: "Hasil kedua",
          ...byId("Dapur Wening", "UCdapurcontohcontoh-_012"),
          media: ["https://i.ytimg.com/vi/HasilCari02/hq720.jpg"],
          permalink: "https://www.youtube.com/watch?v=HasilCari02",
        },
      },
    ],
  },
  {
    name: "search: channels that the description mentions are not the author",
    address: search,
    html: `<ytd-search>${renderer("ytd-video-renderer", "HasilCari02", "Hasil kedua", '<ytd-channel-name><a href="/channel/UCdapurcontohcontoh-_012">Dapur Wening</a></ytd-channel-name><p>bersama <a href="/@lawan">@lawan</a></p>')}
      ${renderer("ytd-video-renderer", "HasilCari03", "Hasil ketiga", `${byName}<p>bersama <a href="/channel/UClawanlawanlawanlawan-1">Lawan</a></p>`)}</ytd-search>`,
    posts: [
      {
        subject: "youtube:video:HasilCari02",
        fields: {
          title: "Hasil kedua",
          ...byId("Dapur Wening", "UCdapurcontohcontoh-_012"),
          media: ["https://i.ytimg.com/vi/HasilCari02/hq720.jpg"],
          permalink: "https://www.youtube.com/watch?v=HasilCari02",
        },
        missing: ["audience", "authorHandle", "counts", "publishedRaw"],
      },
      {
        subject: "youtube:video:HasilCari03",
        fields: {
          title: "Hasil ketiga",
          ...byHandle("Kanal Contoh", "kanalcontoh"),
          media: ["https://i.ytimg.com/vi/HasilCari03/hq720.jpg"],
          permalink: "https://www.youtube.com/watch?v=HasilCari03",
        },
        missing: ["audience", "authorId", "counts", "publishedRaw"],
      },
    ],
  },
  {
    name: "cards of the years before on other surfaces",
    address: home,
    html: `<ytd-rich-item-renderer>${renderer("ytd-rich-grid-media", "KartuBeranda", "Beranda").replaceAll("KartuBeranda", "KartuBerand")}</ytd-rich-item-renderer>
      ${renderer("ytd-compact-video-renderer", "Samping0001", "Di samping", `${line}`)}${renderer("ytd-grid-video-renderer", "KartuKisi01", "Kisi")}
      <ytd-reel-item-renderer><a id="thumbnail" href="/shorts/PendekLama1"><img src="https://i.ytimg.com/vi/PendekLama1/frame0.jpg"></a><h3><a href="/shorts/PendekLama1"><span id="video-title">Pendek lama</span></a></h3></ytd-reel-item-renderer>`,
    posts: [
      {
        subject: "youtube:video:KartuBerand",
        fields: {
          title: "Beranda",
          media: ["https://i.ytimg.com/vi/KartuBerand/hq720.jpg"],
          permalink: "https://www.youtube.com/watch?v=KartuBerand",
        },
      },
      {
        subject: "youtube:video:Samping0001",
        fields: {
          title: "Di samping",
          publishedRaw: "5 hari yang lalu",
          media: ["https://i.ytimg.com/vi/Samping0001/hq720.jpg"],
          counts: { views: { shown: "1.024", value: 1024 } },
          permalink: "https://www.youtube.com/watch?v=Samping0001",
        },
      },
      {
        subject: "youtube:video:KartuKisi01",
        fields: {
          title: "Kisi",
          media: ["https://i.ytimg.com/vi/KartuKisi01/hq720.jpg"],
          permalink: "https://www.youtube.com/watch?v=KartuKisi01",
        },
      },
      {
        subject: "youtube:video:PendekLama1",
        fields: {
          title: "Pendek lama",
          media: ["https://i.ytimg.com/vi/PendekLama1/frame0.jpg"],
          permalink: "https://www.youtube.com/watch?v=PendekLama1",
        },
      },
    ],
  },
  {
    name: "advertisements that name a video are marked, others are no posts",
    address: search,
    html: `<ytd-ad-slot-renderer><yt-lockup-view-model><a href="https://www.googleadservices.com/pagead/aclk?sa=L"><img src="https://i.ytimg.com/vi/IklanIklan1/hq720.jpg"></a><a href="/watch?v=IklanIklan1">Tonton</a></yt-lockup-view-model></ytd-ad-slot-renderer>
      <ytd-ad-slot-renderer><yt-lockup-view-model><feed-ad-metadata-view-model>Bersponsor</feed-ad-metadata-view-model><a href="/watch?v=IklanIklan2">Tonton</a></yt-lockup-view-model></ytd-ad-slot-renderer>
      <ytd-ad-slot-renderer><yt-lockup-view-model><a href="https://www.googleadservices.com/pagead/aclk?sa=L&video_id=IklanIklan3">Iklan</a></yt-lockup-view-model></ytd-ad-slot-renderer>`,
    posts: [
      {
        subject: "youtube:video:IklanIklan1",
        fields: {
          media: ["https://i.ytimg.com/vi/IklanIklan1/hq720.jpg"],
          promoted: true,
          permalink: "https://www.youtube.com/watch?v=IklanIklan1",
        },
      },
      {
        subject: "youtube:video:IklanIklan2",
        fields: { promoted: true, permalink: "https://www.youtube.com/watch?v=IklanIklan2" },
      },
    ],
  },
  {
    name: "a playlist is known by its list, a mix is nobody's, and what stands in a list is a video",
    address: search,
    html: `${lockup({ id: "PepesTahu01", query: "&list=PLcontohdaftar01", name: "Daftar masakan", below: rows(words("Kanal 99", "Playlist"), "<div></div>", words("Bagian 1 · 2:13"), '<a href="/playlist?list=PLcontohdaftar01">Lihat playlist</a>') })}
      ${lockup({ id: "PepesTahu01", query: "&list=RDPepesTahu01&start_radio=1", name: "Mix" })}
      ${lockup({ id: "PepesTahu01", query: "&list=PLpribadidaftar1", name: "Simpanan", below: rows("<span>Pribadi</span>", words("Diperbarui 3 hari yang lalu")) })}
      <ytd-playlist-renderer><a href="/playlist?list=PLcontohdaftar02"><img src="https://i.ytimg.com/vi/PepesTahu01/hqdefault.jpg"></a><h3><span id="video-title">Daftar lama</span></h3></ytd-playlist-renderer>
      <ytm-compact-playlist-renderer><a href="/playlist?list=PLcontohdaftar03"><h4>Daftar di ponsel</h4></a></ytm-compact-playlist-renderer>`,
    posts: [
      {
        subject: "youtube:playlist:PLcontohdaftar01",
        fields: {
          title: "Daftar masakan",
          authorName: "Kanal 99",
          media: ["https://i.ytimg.com/vi/PepesTahu01/hq720.jpg"],
          permalink: "https://www.youtube.com/playlist?list=PLcontohdaftar01",
        },
      },
      {
        subject: "youtube:playlist:PLpribadidaftar1",
        fields: {
          title: "Simpanan",
          media: ["https://i.ytimg.com/vi/PepesTahu01/hq720.jpg"],
          audience: "not-public",
          permalink: "https://www.youtube.com/playlist?list=PLpribadidaftar1",
        },
      },
      {
        subject: "youtube:playlist:PLcontohdaftar02",
        fields: {
          title: "Daftar lama",
          media: ["https://i.ytimg.com/vi/PepesTahu01/hqdefault.jpg"],
          permalink: "https://www.youtube.com/playlist?list=PLcontohdaftar02",
        },
      },
      {
        subject: "youtube:playlist:PLcontohdaftar03",
        fields: {
          title: "Daftar di ponsel",
          permalink: "https://www.youtube.com/playlist?list=PLcontohdaftar03",
        },
      },
    ],
  },
  {
    name: "the rows of a playlist, on its page and beside the video",
    address: "https://www.youtube.com/feed/library",
    html: `${row("ytd-playlist-video-renderer", "BagianSatu1", 1, byName)}${row("ytd-playlist-panel-video-renderer", "BagianDua02", 2, '<span id="byline"> Dapur Wening </span>')}${row("ytm-playlist-panel-video-renderer", "BagianTiga3", 3, "")}`,
    posts: [
      {
        subject: "youtube:video:BagianSatu1",
        fields: {
          title: "Bagian 1",
          ...byHandle("Kanal Contoh", "kanalcontoh"),
          media: ["https://i.ytimg.com/vi/BagianSatu1/hqdefault.jpg"],
          permalink: "https://www.youtube.com/watch?v=BagianSatu1",
        },
      },
      {
        subject: "youtube:video:BagianDua02",
        fields: {
          title: "Bagian 2",
          authorName: "Dapur Wening",
          media: ["https://i.ytimg.com/vi/BagianDua02/hqdefault.jpg"],
          permalink: "https://www.youtube.com/watch?v=BagianDua02",
        },
      },
      {
        subject: "youtube:video:BagianTiga3",
        fields: {
          title: "Bagian 3",
          media: ["https://i.ytimg.com/vi/BagianTiga3/hqdefault.jpg"],
          permalink: "https://www.youtube.com/watch?v=BagianTiga3",
        },
      },
    ],
  },
  {
    name: "mobile cards",
    address: "https://m.youtube.com/",
    html: `<ytm-app>${mobile("ytm-video-with-context-renderer", "KartuPonsel", "Pepes tahu", "/channel/UCdapurcontohcontoh-_012")}${mobile("ytm-compact-video-renderer", "KartuRingkas", "Pepes oncom", "/@DapurWening").replaceAll("KartuRingkas", "KartuRingka")}</ytm-app>`,
    posts: [
      {
        subject: "youtube:video:KartuPonsel",
        fields: {
          title: "Pepes tahu",
          ...byId("Dapur Wening", "UCdapurcontohcontoh-_012"),
          publishedRaw: "5 tahun yang lalu",
          media: ["https://i.ytimg.com/vi_webp/KartuPonsel/mqdefault.webp"],
          counts: { views: { shown: "24 rb" } },
          permalink: "https://www.youtube.com/watch?v=KartuPonsel",
        },
      },
      {
        subject: "youtube:video:KartuRingka",
        fields: {
          title: "Pepes oncom",
          ...byHandle("Dapur Wening", "dapurwening"),
          publishedRaw: "5 tahun yang lalu",
          media: ["https://i.ytimg.com/vi_webp/KartuRingka/mqdefault.webp"],
          counts: { views: { shown: "24 rb" } },
          permalink: "https://www.youtube.com/watch?v=KartuRingka",
        },
      },
    ],
  },
  {
    name: "a recycled card is what it shows now, whatever its old marks say",
    address: home,
    html: `<ytd-rich-item-renderer data-lama="KartuLama02">${lockup({ id: "KartuBaru01", name: "Baru" }).replace("content-id-KartuBaru01", "content-id-KartuLama02")}</ytd-rich-item-renderer>`,
    posts: [
      {
        subject: "youtube:video:KartuBaru01",
        fields: {
          title: "Baru",
          authorName: "Kanal Contoh",
          publishedRaw: "2 tahun yang lalu",
          media: ["https://i.ytimg.com/vi/KartuBaru01/hq720.jpg"],
          counts: { views: { shown: "12 rb" } },
          permalink: "https://www.youtube.com/watch?v=KartuBaru01",
        },
      },
    ],
  },
  {
    name: "a decoy: a card without an address, a copied node of ours, and words that hide among zero widths",
    address: home,
    html: `<yt-lockup-view-model><h3 title="Umpan"></h3><img src="https://i.ytimg.com/vi/UmpanUmpan1/hq720.jpg"></yt-lockup-view-model>
      ${lockup({ id: "KartuAsli001", name: "Slot ga\u200Bcor \u202Ehari ini" })
        .replaceAll("KartuAsli001", "KartuAsli01")
        .replace(
          "<yt-lockup-view-model>",
          "<yt-lockup-view-model><lapor-kominfo><p>tiruan</p></lapor-kominfo>",
        )
        .replaceAll(/h3 title="[^"]*"/g, "h3")}`,
    posts: [
      {
        subject: "youtube:video:KartuAsli01",
        fields: {
          title: "Slot gacor hari ini",
          authorName: "Kanal Contoh",
          publishedRaw: "2 tahun yang lalu",
          media: ["https://i.ytimg.com/vi/KartuAsli01/hq720.jpg"],
          counts: { views: { shown: "12 rb" } },
          permalink: "https://www.youtube.com/watch?v=KartuAsli01",
        },
      },
    ],
  },
  {
    name: "the hidden previous page gives no cards",
    address: search,
    html: `<ytd-search>${lockup({ id: "KartuDua002", name: "Kartu" })}</ytd-search><ytd-browse hidden>${lockup({ id: "KartuLama02", name: "Lama" })}</ytd-browse>`,
    posts: [
      {
        subject: "youtube:video:KartuDua002",
        fields: {
          title: "Kartu",
          authorName: "Kanal Contoh",
          publishedRaw: "2 tahun yang lalu",
          media: ["https://i.ytimg.com/vi/KartuDua002/hq720.jpg"],
          counts: { views: { shown: "12 rb" } },
          permalink: "https://www.youtube.com/watch?v=KartuDua002",
        },
      },
    ],
  },
  {
    name: "foreign, scripted and malformed links name no card",
    address: home,
    html: `<yt-lockup-view-model><a href="javascript:alert(1)">x</a></yt-lockup-view-model>
      <yt-lockup-view-model><a href="/watch?v=pendek">x</a></yt-lockup-view-model>
      <yt-lockup-view-model><a href="/watch?v=PepesTahu01x&list=PLpendek">x</a></yt-lockup-view-model>
      <yt-lockup-view-model><a href="/watch?list=PL%00%2F..%2Fjahat">x</a></yt-lockup-view-model>
      <yt-lockup-view-model><a href="https://evil.example/watch?v=PepesTahu01">x</a></yt-lockup-view-model>
      <yt-lockup-view-model><a href="//evil.example/shorts/PepesTahu01">x</a></yt-lockup-view-model>
      <yt-lockup-view-model><a href="/shorts/PepesTahu01/../x">x</a></yt-lockup-view-model>`,
    posts: [],
  },
];
