import { useQuery } from "@tanstack/react-query";
import { post, request } from "./client.ts";
import { ApiProblem } from "./problem.ts";
import { queryClient } from "./queries.ts";

/** Who is signed in. The server decides every right on every request; what is read here only shapes the screen. */
export interface SessionUser {
  id: string;
  name: string;
  roles: readonly string[];
}

const key = ["/api/session"];

async function readSession(signal: AbortSignal): Promise<SessionUser | null> {
  try {
    return await request<SessionUser>("GET", "/api/session", { signal, allowSignedOut: true });
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null;
    throw error;
  }
}

export function useSession(): { ready: boolean; user: SessionUser | null } {
  const query = useQuery({ queryKey: key, queryFn: ({ signal }) => readSession(signal), staleTime: 60_000 });
  return { ready: !query.isPending, user: query.data ?? null };
}

/** Reads the session anew, after signing in or a change of the profile. */
export async function refreshSession(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: key });
}

/** Ends the session here and forgets what was read with it. */
export async function signOut(): Promise<void> {
  await post("/api/session/end", {}, { allowSignedOut: true });
  queryClient.clear();
}

/** Whether a page or an entry is for this person. */
export function mayOpen(access: "public" | "signed-in" | readonly string[], user: SessionUser | null): boolean {
  if (access === "public") return true;
  if (!user) return false;
  return access === "signed-in" || access.some((role) => user.roles.includes(role));
}
