import { expect, test } from "vitest";
import { facebookCommentId } from "../../../../utils/shared/subject/facebook.ts";
import { unwrap } from "../../../../utils/shared/subject/unwrap-address.ts";

const target = "https://slot-contoh.example/daftar?a=1&b=dua%20kata#atas";
const wrapped = encodeURIComponent(target);

test.each([
  [`https://l.facebook.com/l.php?u=${wrapped}&h=AT0&__tn__=R]-R`, target],
  [
    `https://lm.facebook.com/l.php?u=${encodeURIComponent("https://a.example/?fbclid=IwAR0")}`,
    "https://a.example/",
  ],
  [
    `https://l.facebook.com/l.php?u=${encodeURIComponent("https://a.example/?x=1&fbclid=IwAR0&y=2")}`,
    "https://a.example/?x=1&y=2",
  ],
  [`https://www.facebook.com/flx/warn/?u=${wrapped}`, target],
  [
    `https://www.youtube.com/redirect?event=video_description&redir_token=QUFF&q=${wrapped}&v=CoNtOh12-_3`,
    target,
  ],
  ["https://www.youtube.com/redirect?q=slot-contoh.example/daftar", "https://slot-contoh.example/daftar"],
  [
    `https://l.facebook.com/l.php?u=${encodeURIComponent(`https://www.youtube.com/redirect?q=${wrapped}`)}`,
    target,
  ],
  ["https://a.example/?fbclid=IwAR0&x=1", "https://a.example/?x=1"],
  ["https://t.co/abcDEF123", "https://t.co/abcDEF123"],
  [target, target],
  [
    "https://www.youtube.com/watch?v=CoNtOh12-_3&q=https%3A%2F%2Fa.example",
    "https://www.youtube.com/watch?v=CoNtOh12-_3&q=https%3A%2F%2Fa.example",
  ],
  ["https://l.facebook.com/l.php", "https://l.facebook.com/l.php"],
  [
    "https://evil.example/l.php?u=https%3A%2F%2Fa.example",
    "https://evil.example/l.php?u=https%3A%2F%2Fa.example",
  ],
])("%s leads to %s", (address, expected) => {
  expect(unwrap(address)).toBe(expected);
});

test("a relative redirect is read against the page", () => {
  expect(unwrap(`/redirect?q=${wrapped}`, "https://www.youtube.com/watch?v=CoNtOh12-_3")).toBe(target);
});

test.each([
  "",
  "#",
  "javascript:alert(1)",
  "data:text/html,x",
  "mailto:a@b.example",
  "tg://resolve?domain=kabarcontoh",
])("%j is no web address", (address) => {
  expect(unwrap(address)).toBeUndefined();
});

test("a redirector that holds a script leads nowhere but to itself", () => {
  const hostile = "https://l.facebook.com/l.php?u=javascript%3Aalert(1)";
  expect(unwrap(hostile)).not.toMatch(/^javascript/);
});

test("a redirector that holds itself ends", () => {
  let nested = target;
  for (let depth = 0; depth < 6; depth++)
    nested = `https://l.facebook.com/l.php?u=${encodeURIComponent(nested)}`;
  expect(unwrap(nested)).toMatch(/^https:\/\/l\.facebook\.com\/l\.php/);
});

test("a comment id gives its post's number", () => {
  expect(facebookCommentId(btoa("comment:1234567890_987"))?.post).toBe("1234567890");
  for (const other of [
    "",
    "bukan base64!",
    btoa("comment:abc_1"),
    btoa("reply:1_2"),
    btoa("comment:0_1"),
    "123456",
  ]) {
    expect(facebookCommentId(other)?.post).toBeUndefined();
  }
});
