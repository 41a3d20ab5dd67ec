import { QueryClient, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { get, type Query } from "./client.ts";
import { ApiProblem } from "./problem.ts";

/** The cache of server answers. A refusal is not retried; a lost line is, twice. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && error instanceof ApiProblem && error.status === 0,
    },
    mutations: { retry: false },
  },
});

/**
 * Reads one address. The cache key is the path and the query, so that `invalidateQueries({ queryKey: ["/api/rounds"] })`
 * refreshes every list of rounds. `path` null waits.
 */
export function useGet<T>(
  path: string | null,
  query?: Query,
  options: { staleTimeMs?: number; refreshMs?: number } = {},
): UseQueryResult<T, ApiProblem> {
  return useQuery<T, ApiProblem>({
    queryKey: query ? [path, query] : [path],
    queryFn: ({ signal }) => get<T>(path ?? "", query, signal),
    enabled: path !== null,
    ...(options.staleTimeMs !== undefined && { staleTime: options.staleTimeMs }),
    ...(options.refreshMs !== undefined && { refetchInterval: options.refreshMs }),
  });
}
