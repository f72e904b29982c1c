/** Writes the mail with an enrolment address, in Bahasa Indonesia and English. */

import type { Language } from "../../utils/shared/contract/site.ts";
import { dateTime, jakartaMinutes } from "../../utils/shared/i18n/time.ts";
import { productName } from "../core/product-name.ts";

interface Invited {
  name: string;
  organisation: string;
  /** The secret is in its fragment, so that no server's log has it. */
  address: string;
  expiresAt: Date;
}

export function composeInvitation({ name, organisation, address, expiresAt }: Invited) {
  const until = (language: Language) => `${dateTime(language, expiresAt.toISOString(), jakartaMinutes)} WIB`;
  const text = `${name},

${organisation} mengundang Anda memakai ${productName}. Buka alamat ini di peramban yang akan Anda pakai, lalu ikuti petunjuknya:

${address}

Alamat ini hanya untuk Anda, berlaku satu kali, sampai ${until("id")}. Jangan teruskan surel ini. Bila Anda tidak menunggu undangan ini, abaikan dan beri tahu pengelola.

--

${organisation} invites you to use ${productName}. Open this address in the browser that you will work in, and follow the page:

${address}

The address is for you alone and works once, until ${until("en")}. Do not forward this mail. If you did not expect it, ignore it and tell your administrator.
`;
  return { subject: `[Lapor ${organisation}] Undangan / Invitation`, text };
}
