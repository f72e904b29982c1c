/** Maps Telegram addresses to t.me paths: links of the apps and web clients. Detects private ones. */

/** Returns the t.me path equivalent to a Telegram address; `private` if it leads to no public place. */
export function telegramPath(url: URL): string {
  if (url.protocol === "tg:") return appPath(url);
  if (url.hostname === "web.telegram.org") return clientPath(url);
  return /^\/(?:c\/|joinchat\/|\+|%20)/i.test(url.pathname) ? "private" : url.pathname;
}

/** `tg://resolve?domain=NAME&post=ID`. Parsed as text, because older browsers find no host in such addresses. */
function appPath(url: URL): string {
  const act = /^tg:(?:\/\/)?(\w+)/.exec(url.href)?.[1] ?? "";
  if (/^(?:join|privatepost|openmessage|user)$/.test(act)) return "private";
  const [name, post] = [url.searchParams.get("domain"), url.searchParams.get("post")];
  // A telephone number identifies a person.
  if (act === "resolve" && url.searchParams.has("phone")) return "private";
  return act === "resolve" && name ? `/${name}${post ? `/${post}` : ""}` : "";
}

/** Web K writes `#@NAME` for chats with a name and a number for others. Web A writes numbers only. */
function clientPath(url: URL): string {
  const inner = new URLSearchParams(url.hash.slice(2)).get("tgaddr");
  if (inner && /^tg:\/\//.test(inner) && URL.canParse(inner)) return appPath(new URL(inner));
  const chat = /^#(@\w+|-?\d+)/.exec(url.hash)?.[1] ?? "";
  if (/^\/k(?:\/|$)/.test(url.pathname)) return chat[0] === "@" ? `/${chat.slice(1)}` : chat && "private";
  // Numbers below -10^12 are channels or supergroups; the address does not show whether they are public.
  return /^\/a(?:\/|$)/.test(url.pathname) && chat && Number(chat) > -1e12 ? "private" : "";
}
