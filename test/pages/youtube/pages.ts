/** Practice pages of YouTube: which address is answered by which file. */

export const pages = {
  "https://www.youtube.com/watch": "watch.html",
  "https://www.youtube.com/results": "search.html",
};
