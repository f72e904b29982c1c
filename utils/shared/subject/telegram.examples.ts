/** Example addresses for each form of address on Telegram, including private ones. Tests only. */

import type { Examples } from "./grammar.ts";

export const telegramExamples: Examples = {
  message: [
    ["https://t.me/KabarContoh/42", "telegram:message:kabarcontoh/42"],
    ["https://t.me/s/KabarContoh/42", "telegram:message:kabarcontoh/42"],
    ["https://telegram.me/kabarcontoh/42?single", "telegram:message:kabarcontoh/42"],
    ["http://telegram.dog/kabarcontoh/42?comment=7", "telegram:message:kabarcontoh/42"],
    ["https://t.me/grupcontoh/3/42", "telegram:message:grupcontoh/42"],
    ["https://t.me/kabarcontoh/42?embed=1&mode=tme", "telegram:message:kabarcontoh/42"],
    ["tg://resolve?domain=grupcontoh&post=42&thread=3&single", "telegram:message:grupcontoh/42"],
    ["tg://resolve?domain=KabarContoh&post=42", "telegram:message:kabarcontoh/42"],
    [
      "https://web.telegram.org/a/#?tgaddr=tg%3A%2F%2Fresolve%3Fdomain%3Dkabarcontoh%26post%3D42",
      "telegram:message:kabarcontoh/42",
    ],
  ],
  bot: [["https://t.me/ContohBot", "telegram:account:contohbot"]],
  channel: [
    ["https://t.me/KabarContoh", "telegram:channel:kabarcontoh"],
    ["https://t.me/s/KabarContoh?before=42", "telegram:channel:kabarcontoh"],
    ["https://t.me/s/KabarContoh", "telegram:channel:kabarcontoh"],
    ["tg:resolve?domain=kabarcontoh", "telegram:channel:kabarcontoh"],
    ["https://web.telegram.org/k/#@KabarContoh", "telegram:channel:kabarcontoh"],
  ],
};

export const telegramStrangers = [
  "https://t.me/",
  "https://t.me/s/",
  "https://t.me/abc/42",
  "https://t.me/1kanal/42",
  "https://t.me/kabarcontoh/0",
  "https://t.me/kabarcontoh/42x",
  "https://t.me/addstickers/Contoh",
  "https://t.me/share/url?url=x",
  "https://t.me/login/12345",
  "https://t.me/giftcode/12345",
  "https://t.me/s/boost/12345",
  "https://t.me/addstickers",
  "tg://resolve",
  "tg://settings",
  "https://web.telegram.org/a/#-1001234567890",
  "https://web.telegram.org/a/",
  "https://web.telegram.org/k/",
];

export const telegramPrivate = [
  "https://t.me/c/1234567890/42",
  "https://t.me/c/1234567890/3/42",
  "https://t.me/+AbCdEf123",
  "https://t.me/joinchat/AbCdEf123",
  "https://t.me/+628120000000",
  "tg://join?invite=AbCdEf123",
  "tg://resolve?phone=628120000000",
  "tg://privatepost?channel=1234567890&post=42",
  "https://web.telegram.org/k/#-1234567890",
  "https://web.telegram.org/k/#1234567890",
  "https://web.telegram.org/a/#1234567890",
  "https://web.telegram.org/a/#-1234567890",
];
