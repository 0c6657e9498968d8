/** A real OpenID Connect provider, as a school's Google Workspace or Microsoft 365 would be. */
import http from "node:http";
import type { AddressInfo } from "node:net";

export const CLIENT = { client_id: "tiendo", client_secret: "a-secret-of-the-test" };

export interface IdentityProvider {
  issuer: string;
  close(): Promise<void>;
}

/** Starts a provider that lets anybody in by e-mail address; addresses that begin with `unchecked` are not verified. */
export async function openProvider(leadsBackTo: string): Promise<IdentityProvider> {
  const { default: Provider } = await import("oidc-provider");
  const server = http.createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ ...CLIENT, redirect_uris: [leadsBackTo] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    cookies: { keys: ["a key of the test"] },
    findAccount: (_: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id, email_verified: !id.startsWith("unchecked") }),
    }),
  });
  server.on("request", provider.callback());
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { issuer, close };
}
