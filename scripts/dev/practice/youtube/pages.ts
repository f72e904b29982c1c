export const pages = {
  "https://www.youtube.com/watch": "watch.html",
  "https://www.youtube.com/watch?v=B4tikT0k0S1*": "transcript.html",
  "https://www.youtube.com/watch?v=D1h4pusPst0*": "removed.html",
  "https://www.youtube.com/watch?v=D1t4h4nDsn0*": "withheld.html",
  "https://www.youtube.com/shorts/*": "short.html",
  "https://studio.youtube.com/video/*": "studio.html",
  "https://www.youtube.com/results": "search.html",
};

export const removed = "removed.html";
