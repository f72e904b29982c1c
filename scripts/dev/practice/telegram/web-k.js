/* Practice page of Telegram Web K: chats by the hash that the app itself writes; an edited bubble is a new one. */

const chats = { "#@infokampungmelati": "channel", "#-1900000002": "group", "#@rizalcontoh": "person" };

function open(hash) {
  const container = document.querySelector(".chats-container");
  const template = document.getElementById(chats[hash] ?? "");
  container.replaceChildren(...(template ? [document.importNode(template.content, true)] : []));
  for (const row of document.querySelectorAll(".chatlist-chat")) {
    row.classList.toggle("active", row.getAttribute("href") === hash);
  }
}

document.documentElement.classList.toggle("night", matchMedia("(prefers-color-scheme: dark)").matches);
document.addEventListener("click", (event) => {
  if (event.target.closest("#theme")) document.documentElement.classList.toggle("night");
  const row = event.target.closest(".chatlist-chat");
  if (!row) return;
  event.preventDefault();
  history.pushState(null, "", row.getAttribute("href"));
  open(location.hash);
});
/** What happens when someone edits a post: the app makes the bubble anew. */
document.addEventListener("practice:edit", () => {
  for (const bubble of document.querySelectorAll(".bubble[data-mid]")) {
    const fresh = bubble.cloneNode(true);
    fresh.querySelector("lapor-kominfo")?.remove();
    bubble.replaceWith(fresh);
  }
});
/** The bar above can come after the bubbles. */
document.addEventListener("practice:late-bar", () => {
  const bar = document.querySelector(".topbar");
  const chat = bar.parentElement;
  bar.remove();
  const bubbles = chat.querySelector(".bubbles");
  bubbles.replaceWith(bubbles.cloneNode(true));
  for (const ours of chat.querySelectorAll("lapor-kominfo")) ours.remove();
  setTimeout(() => chat.prepend(bar), 100);
});
addEventListener("popstate", () => open(location.hash));
open(location.hash);
