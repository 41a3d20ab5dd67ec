import { useQuery } from "@tanstack/react-query";
import type { SessionAnswer, SessionViewer } from "../../core/contracts/accounts.ts";
import { remove, request } from "./client.ts";
import { queryClient } from "./queries.ts";

/** Who is signed in. The server decides every right on every request; what is read here only shapes the screen. */
export type { SessionViewer };

const key = ["/api/session"];

export function useSession(): { ready: boolean; user: SessionViewer | null } {
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => request<SessionAnswer>("GET", "/api/session", { signal, allowSignedOut: true }),
    staleTime: 60_000,
  });
  return { ready: !query.isPending, user: query.data?.viewer ?? null };
}

/** Takes over the answer of a sign-in, a registration or a password change. */
export function setSession(answer: SessionAnswer): void {
  const before = queryClient.getQueryData<SessionAnswer>(key)?.viewer?.id;
  queryClient.setQueryData(key, answer);
  // Another person's lists must not be shown for a moment; the same person's page stays as it is.
  if (before !== answer.viewer?.id) {
    queryClient.removeQueries({
      predicate: (query) => query.queryKey[0] !== key[0] && query.getObserversCount() === 0,
    });
    void queryClient.invalidateQueries({ predicate: (query) => query.queryKey[0] !== key[0] });
  }
}

/** Ends the session and forgets everything that was read with it. */
export async function signOut(): Promise<void> {
  await remove("/api/session", { allowSignedOut: true });
  queryClient.clear();
  queryClient.setQueryData(key, { viewer: null } satisfies SessionAnswer);
}

/** Whether a page or an entry is for this person. */
export function mayOpen(access: "public" | "signed-in" | readonly string[], user: SessionViewer | null): boolean {
  if (access === "public") return true;
  if (!user) return false;
  return access === "signed-in" || access.some((role) => (user.roles as readonly string[]).includes(role));
}
