/** Name of the product on the intake's pages and in invitations: a setting of the build, like the extension's. */

import names from "../../names.json" with { type: "json" };

export const productName = names.product;

/** Exchanges the name in texts that are written for every organisation, such as the guides. */
export const withProductName = (text: string) => text.replaceAll("Lapor Kominfo", productName);
