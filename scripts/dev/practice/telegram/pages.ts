export const pages = {
  "https://t.me/s/infokampungmelati": "channel.html",
  /** Telegram's answer to `?embed=1` for one public post. */
  "https://t.me/infokampungmelati/42": "post.html",
  /** A post that Telegram does not show publicly. */
  "https://t.me/kanaltertutup/42": "post-error.html",
  /** Chats by hash: `#@infokampungmelati` public, `#-1900000002` a closed group, `#@rizalcontoh` a person. */
  "https://web.telegram.org/k/": "web-k.html",
  /** Chats by hash: `#-1001700000001` and `…2` unknown, `#-4400001` a basic group, `#5550001` a person. */
  "https://web.telegram.org/a/": "web-a.html",
};
