/* Practice pages of t.me: the theme. */

const dark = matchMedia("(prefers-color-scheme: dark)").matches;
document.documentElement.classList.toggle("theme_dark", dark);
document.addEventListener("click", (event) => {
  if (event.target.closest("#theme")) document.documentElement.classList.toggle("theme_dark");
});
