/** Addresses of links in a copy: where they lead, without parameters that a site made for its viewer. */

import { expect, test } from "vitest";
import { linkAddress } from "../../../../utils/page/snapshot/link-address.ts";

test.each([
  ["https://www.facebook.com/budi?__cft__[0]=AZ&__tn__=-UC%2CP-R", "https://www.facebook.com/budi"],
  ["https://www.facebook.com/profile.php?id=100&__tn__=R", "https://www.facebook.com/profile.php?id=100"],
  [
    "https://m.facebook.com/story.php?story_fbid=5&eav=Afb&id=7&paipv=0",
    "https://m.facebook.com/story.php?story_fbid=5&id=7",
  ],
  ["https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2F%3Fx%3D1&h=AT0", "https://a.example/?x=1"],
  ["https://l.facebook.com/l.php?h=AT0", "https://l.facebook.com/l.php"],
  ["https://www.youtube.com/redirect?redir_token=QUFF&q=https%3A%2F%2Fa.example%2F", "https://a.example/"],
  ["https://www.youtube.com/redirect?redir_token=QUFF", "https://www.youtube.com/redirect"],
  ["https://www.youtube.com/watch?pp=ygU&v=abc&t=9s", "https://www.youtube.com/watch?v=abc&t=9s"],
  [
    "https://www.youtube.com/watch?v=abc&list=PL1&lc=Ug",
    "https://www.youtube.com/watch?v=abc&list=PL1&lc=Ug",
  ],
])("leaves no token of the viewer's session in %s", (href, expected) => {
  expect(linkAddress(href)).toBe(expected);
});

test.each([
  "https://slot.example/?a=1&b=2",
  "https://notfacebook.com/?ref=1",
  "https://t.me/bot?start=abc",
  "https://x.com/hashtag/slot?src=hashtag_click",
])("leaves %s as it is", (href) => {
  expect(linkAddress(href)).toBe(href);
});

test.each(["mailto:a@a.example", "javascript:alert(1)", ""])("has no address for %j", (href) => {
  expect(linkAddress(href)).toBeUndefined();
});
