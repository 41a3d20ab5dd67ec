import { QueryClientProvider } from "@tanstack/react-query";
import { queryClient } from "../api/queries.ts";
import { Pages } from "./pages.tsx";
import { SessionDialog } from "./session-dialog.tsx";

/** The whole client. */
export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Pages />
      <SessionDialog />
    </QueryClientProvider>
  );
}
