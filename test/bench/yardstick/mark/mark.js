/** The least that marking every post can cost: the same observer, one empty element per post. */

function mark(post) {
  post.append(document.createElement("i"));
}

for (const post of document.querySelectorAll('article[data-testid="tweet"]')) mark(post);
new MutationObserver((records) => {
  for (const { addedNodes } of records) {
    for (const node of addedNodes) {
      if (node.nodeType !== 1) continue;
      for (const post of node.querySelectorAll('article[data-testid="tweet"]')) mark(post);
    }
  }
}).observe(document.documentElement, {
  childList: true,
  subtree: true,
  attributes: true,
  attributeFilter: ["href"],
});
