/* Practice page of Telegram Web A: chats by numeric hash, and a list that keeps only what is near. */

const chats = {
  "#-1001700000001": "channel",
  "#-1001700000002": "supergroup",
  "#-4400001": "group",
  "#5550001": "person",
};

function open(hash) {
  const template = document.getElementById(chats[hash] ?? "");
  const column = document.getElementById("MiddleColumn");
  column.replaceChildren(...(template ? [document.importNode(template.content, true)] : []));
  for (const row of document.querySelectorAll(".ListItem.Chat")) {
    row.classList.toggle("selected", row.getAttribute("href") === hash);
  }
}

/** The profile stays open when another chat is opened: it may show the previous one. */
function toggleProfile() {
  const column = document.getElementById("RightColumn");
  const template = document.getElementById(`${chats[location.hash]}-profile`);
  column.hidden = !column.hidden || !template;
  column.replaceChildren(...(column.hidden ? [] : [document.importNode(template.content, true)]));
}

function setTheme(dark) {
  document.documentElement.classList.toggle("theme-dark", dark);
  document.documentElement.classList.toggle("theme-light", !dark);
}

setTheme(matchMedia("(prefers-color-scheme: dark)").matches);
document.addEventListener("click", (event) => {
  if (event.target.closest("#theme")) setTheme(!document.documentElement.classList.contains("theme-dark"));
  if (event.target.closest(".ChatInfo")) toggleProfile();
  const row = event.target.closest(".ListItem.Chat");
  if (!row) return;
  event.preventDefault();
  history.pushState(null, "", row.getAttribute("href"));
  open(location.hash);
});
/** What the app does to messages out of sight: gone, and made anew when they come back. */
document.addEventListener("practice:scroll", () => open(location.hash));
addEventListener("popstate", () => open(location.hash));
open(location.hash);
