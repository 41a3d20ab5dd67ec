import { createServer } from "node:net";
import type { App } from "./app-types.ts";
import type { Settings } from "./config/settings.ts";

type Address = Pick<Settings, "PORT" | "HOST">;

/** The address cannot be listened on: one line says why and what to do. */
export class AddressError extends Error {}

/** Listens; the address people open. @throws AddressError */
export async function listen(app: App, { PORT, HOST }: Address): Promise<string> {
  try {
    return await app.listen({ port: PORT, host: HOST });
  } catch (error) {
    throw addressError(error, { PORT, HOST });
  }
}

/** Tries the address before long work is done for it. @throws AddressError */
export async function tryAddress({ PORT, HOST }: Address): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(PORT, HOST, resolve);
    });
  } catch (error) {
    throw addressError(error, { PORT, HOST });
  }
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: "端口已被占用，请用 PORT 换一个 / the port is in use; choose another with PORT",
  EACCES: "没有使用该端口的权限 / this port may not be used without further rights",
  EADDRNOTAVAIL: "本机没有这个地址，请检查 HOST / this machine has no such address; check HOST",
  ENOTFOUND: "找不到这个地址，请检查 HOST / no such address; check HOST",
};

function addressError(error: unknown, { PORT, HOST }: Address): unknown {
  const reason = reasons[(error as NodeJS.ErrnoException).code ?? ""];
  return reason === undefined ? error : new AddressError(`${HOST}:${PORT} ${reason}`);
}
