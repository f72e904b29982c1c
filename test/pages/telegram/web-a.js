/* Practice page of Telegram Web A: chats by numeric hash, and a list that keeps only what is near. */

const chats = { "#-1001700000001": "channel", "#-4400001": "group", "#5550001": "person" };

function open(hash) {
  const template = document.getElementById(chats[hash] ?? "");
  const column = document.getElementById("MiddleColumn");
  column.replaceChildren(...(template ? [document.importNode(template.content, true)] : []));
  for (const row of document.querySelectorAll(".ListItem")) {
    row.classList.toggle("selected", row.getAttribute("href") === hash);
  }
}

function setTheme(dark) {
  document.documentElement.classList.toggle("theme-dark", dark);
  document.documentElement.classList.toggle("theme-light", !dark);
}

setTheme(matchMedia("(prefers-color-scheme: dark)").matches);
document.addEventListener("click", (event) => {
  if (event.target.closest("#theme")) setTheme(!document.documentElement.classList.contains("theme-dark"));
  const row = event.target.closest(".ListItem");
  if (!row) return;
  event.preventDefault();
  history.pushState(null, "", row.getAttribute("href"));
  open(location.hash);
});
/** What the app does to messages out of sight: gone, and made anew when they come back. */
document.addEventListener("practice:scroll", () => open(location.hash));
addEventListener("popstate", () => open(location.hash));
open(location.hash);
