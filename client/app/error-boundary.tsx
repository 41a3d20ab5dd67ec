import { Component, type ErrorInfo, type ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { StateMessage } from "../ui/display.tsx";
import { useAppText } from "./text.ts";

function Crashed() {
  const t = useAppText();
  return (
    <div role="alert">
      <StateMessage
        mark="!"
        title={t("crashed")}
        actions={
          <Button tone="primary" onClick={() => location.reload()}>
            {t("reload")}
          </Button>
        }
      >
        {t("crashedHint")}
      </StateMessage>
    </div>
  );
}

/** Keeps the header alive when a page fails; `resetKey` (the address) gives the next page a fresh start. */
export class ErrorBoundary extends Component<{ resetKey: string; children: ReactNode }, { failedAt: string | null }> {
  override state: { failedAt: string | null } = { failedAt: null };

  static getDerivedStateFromError(): { failedAt: string } {
    return { failedAt: "" };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error("page failed", error, info.componentStack);
    this.setState({ failedAt: this.props.resetKey });
  }

  override componentDidUpdate(): void {
    const { failedAt } = this.state;
    if (failedAt !== null && failedAt !== "" && failedAt !== this.props.resetKey) this.setState({ failedAt: null });
  }

  override render(): ReactNode {
    return this.state.failedAt === null ? this.props.children : <Crashed />;
  }
}
