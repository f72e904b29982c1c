/** A real OpenID provider in this process, with invented people, on http. */

import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWK } from "jose";
import Provider, { type Configuration } from "oidc-provider";

export const clientId = "lapor-kominfo";

/** Claims by account name. The name itself is the `sub`. */
export type Accounts = Record<string, Record<string, unknown>>;

export interface TestProvider {
  issuer: string;
  /** The signing key, so that tests can make tokens that the provider never would. */
  privateKey: CryptoKey;
  jwk: JWK;
  accounts: Accounts;
  /** Answers instead of the provider, while it is set. */
  instead: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  /** Requested paths, oldest first. */
  requests: string[];
  stop(): Promise<void>;
}

export interface ProviderOptions {
  redirectUris: string[];
  port?: number;
  configuration?: Configuration;
}

export async function startProvider({
  redirectUris,
  port = 0,
  configuration = {},
}: ProviderOptions): Promise<TestProvider> {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: "first", alg: "RS256", use: "sig" };
  const accounts: Accounts = {
    sari: { name: "Sari Contoh", roles: ["pegawai", "lapor-petugas"] },
    budi: { name: "Budi Contoh", roles: ["lapor-penyelia"] },
    tono: { name: "Tono Contoh", roles: ["pegawai"] },
    rina: { name: "Rina Contoh", roles: ["lapor-petugas", "lapor-penyelia"] },
  };
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        redirect_uris: redirectUris,
        token_endpoint_auth_method: "none",
        application_type: "native",
        grant_types: ["authorization_code", "urn:ietf:params:oauth:grant-type:device_code"],
        response_types: ["code"],
      },
    ],
    claims: { openid: ["sub"], profile: ["name", "roles"] },
    conformIdTokenClaims: false,
    clientBasedCORS: () => true,
    cookies: { keys: ["test"] },
    features: { deviceFlow: { enabled: true }, devInteractions: { enabled: true } },
    findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ sub, ...accounts[sub] }) }),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: "first", alg: "RS256", use: "sig" }] },
    pkce: { required: () => true },
    ...configuration,
  });
  const answer = provider.callback();
  const kit: TestProvider = {
    issuer,
    privateKey,
    jwk,
    accounts,
    instead: undefined,
    requests: [],
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  server.on("request", (request, response) => {
    kit.requests.push((request.url ?? "").split("?", 1)[0] ?? "");
    if (!kit.instead?.(request, response)) void answer(request, response);
  });
  return kit;
}

/** A minimal browser for the provider: follows redirects, keeps cookies and fills in forms. */
export function openWindow(login: string) {
  const cookies = new Map<string, string>();
  const go = async (address: string, form?: Record<string, string>): Promise<Response> => {
    const response = await fetch(address, {
      redirect: "manual",
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
  /** Ends at the redirect to `returnTo` or at a page without a form. Names in `press` are buttons. */
  return async (start: string, returnTo: string, press: Record<string, string> = {}): Promise<string> => {
    let response = await go(start);
    for (let at = start, steps = 0; steps < 20; steps++) {
      const next = response.headers.get("location");
      if (next?.startsWith(returnTo)) return next;
      if (next) {
        at = new URL(next, at).href;
        response = await go(at);
        continue;
      }
      const page = await response.text();
      const action = /<form[^>]*action="([^"]*)"/.exec(page)?.[1];
      if (action === undefined) return page;
      const inputs = [...page.matchAll(/<input[^>]*>/g)].map(([tag]) => [
        /name="([^"]*)"/.exec(tag)?.[1] ?? "",
        /value="([^"]*)"/.exec(tag)?.[1] ?? "",
      ]);
      const filled = { ...Object.fromEntries(inputs), ...press };
      if ("login" in filled) Object.assign(filled, { login, password: "x" });
      at = new URL(action.replaceAll("&amp;", "&"), at).href;
      response = await go(at, filled);
      if ("abort" in filled) return response.text();
    }
    throw new Error("the provider asks in circles");
  };
}
