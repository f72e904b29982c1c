/** The least that a picture of a tab costs: the browser's own call, and nothing done with what it gives. */

globalThis.benchPicture = async () => {
  const startMs = performance.now();
  await chrome.tabs.captureVisibleTab({ format: "png" });
  return performance.now() - startMs;
};
