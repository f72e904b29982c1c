/** Does nothing but live: a framed page finds its extension's process running. */

chrome.runtime.onMessage.addListener(() => undefined);
