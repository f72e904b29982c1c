/** Texts for the delivery of a letter in a case's log. */

const id = {
  "logAct.request-sent": "Permintaan terkirim ke platform",
  "logAct.request-undelivered": "Permintaan tidak sampai",
  "logAct.request-rerouted": "Permintaan dialihkan ke saluran lain",
  "logAct.request-answered": "Platform menanggapi permintaan",
} as const;

const en: Record<keyof typeof id, string> = {
  "logAct.request-sent": "Request sent to the platform",
  "logAct.request-undelivered": "Request did not arrive",
  "logAct.request-rerouted": "Request moved to another channel",
  "logAct.request-answered": "The platform responded to the request",
};

export const letterLogTexts = { id, en };
