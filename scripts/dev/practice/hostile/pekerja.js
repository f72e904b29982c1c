// A service worker that answers everything itself, pages too, and tells the page what was asked of it.

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const palsu = new Response("palsu", { headers: { "content-type": "text/html" } });
  const tell = async () => {
    for (const client of await clients.matchAll()) client.postMessage(event.request.url);
  };
  event.waitUntil(tell());
  event.respondWith(palsu);
});
