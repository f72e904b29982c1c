/**
 * The least that marking every post can cost: the same observer, one empty element per post. A post's element that
 * comes again gets its mark again, because it may show another post.
 */

const posts = {
  "x.com": 'article[data-testid="tweet"]',
  "www.facebook.com": '[aria-posinset],[role="article"][aria-label]',
  "www.youtube.com": "ytd-video-renderer,yt-lockup-view-model",
  "t.me": ".tgme_widget_message",
};
const selector = posts[location.hostname];
const marks = new WeakMap();

function mark(post) {
  let empty = marks.get(post);
  if (!empty) {
    empty = document.createElement("i");
    empty.className = "bench-mark";
    marks.set(post, empty);
  }
  post.append(empty);
}

for (const post of document.querySelectorAll(selector)) mark(post);
new MutationObserver((records) => {
  for (const { addedNodes } of records) {
    for (const node of addedNodes) {
      if (node.nodeType !== 1) continue;
      if (node.matches(selector)) mark(node);
      for (const post of node.querySelectorAll(selector)) mark(post);
    }
  }
}).observe(document.documentElement, {
  childList: true,
  subtree: true,
  attributes: true,
  attributeFilter: ["href"],
});
