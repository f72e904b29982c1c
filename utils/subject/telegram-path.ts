/** What Telegram addresses stand for on t.me: links of the apps and of the web clients, and what is private. */

/** The path on t.me that a Telegram address stands for; `private` when it leads to no public place. */
export function telegramPath(url: URL): string {
  if (url.protocol === "tg:") return appPath(url);
  if (url.hostname === "web.telegram.org") return clientPath(url);
  return /^\/(?:c\/|joinchat\/|\+|%20)/i.test(url.pathname) ? "private" : url.pathname;
}

/** `tg://resolve?domain=NAME&post=ID`; read from the text, because older browsers see no host in such addresses. */
function appPath(url: URL): string {
  const act = /^tg:(?:\/\/)?(\w+)/.exec(url.href)?.[1] ?? "";
  if (/^(?:join|privatepost|openmessage|user)$/.test(act)) return "private";
  const [name, post] = [url.searchParams.get("domain"), url.searchParams.get("post")];
  // A telephone number is a person.
  if (act === "resolve" && url.searchParams.has("phone")) return "private";
  return act === "resolve" && name ? `/${name}${post ? `/${post}` : ""}` : "";
}

/** Web K writes `#@NAME` for named chats and a number for the rest; Web A writes numbers only. */
function clientPath(url: URL): string {
  const inner = new URLSearchParams(url.hash.slice(2)).get("tgaddr");
  if (inner && /^tg:\/\//.test(inner) && URL.canParse(inner)) return appPath(new URL(inner));
  const chat = /^#(@\w+|-?\d+)/.exec(url.hash)?.[1] ?? "";
  if (/^\/k(?:\/|$)/.test(url.pathname)) return chat[0] === "@" ? `/${chat.slice(1)}` : chat && "private";
  // Below -10^12 is a channel or a supergroup, public or not: the address does not say.
  return /^\/a(?:\/|$)/.test(url.pathname) && chat && Number(chat) > -1e12 ? "private" : "";
}
