/** The least that opening a framed page on a click can cost: mounted as our form is, with nothing in it. */

const button = document.createElement("button");
button.id = "bench-open";
button.textContent = "Open";
button.style.cssText = "position:fixed;top:0;left:0;width:80px;height:40px";
button.addEventListener("click", () => {
  const host = document.createElement("bench-frame");
  host.popover = "manual";
  host.style.cssText = "display:block;position:fixed;inset:16px 16px auto auto;width:400px;height:600px";
  const frame = document.createElement("iframe");
  frame.src = chrome.runtime.getURL("empty.html");
  frame.style.cssText = "width:100%;height:100%;border:0";
  host.attachShadow({ mode: "closed" }).append(frame);
  document.documentElement.append(host);
  host.showPopover();
  frame.addEventListener("load", () => frame.focus());
});
document.body.append(button);
// Its process is alive when the click comes, as the real one's is.
chrome.runtime.sendMessage("awake");
