import { offlineProblem, readProblem } from "./problem.ts";

/**
 * The only place that talks HTTP. Writes carry `x-shenbao: 1` (the server refuses cross-site writes without it);
 * commands that must happen once carry an Idempotency-Key made once per intention, not per try.
 */

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface RequestOptions {
  query?: Query;
  body?: unknown;
  /** Raw body with its media type, for file pieces and bundles. */
  raw?: { body: Blob | ArrayBuffer; type: string };
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** True for sign-in itself and for asking who is signed in: a 401 is then an answer, not a lost session. */
  allowSignedOut?: boolean;
  /** The page is closing: the request must outlive it. */
  keepalive?: boolean;
}

type SignInAgain = () => Promise<boolean>;
let signInAgain: SignInAgain | null = null;

/**
 * The app hands in how to sign in again. It resolves to true when the person did; the refused request is then sent
 * once more, so that nothing typed is lost.
 */
export function onSessionLost(handler: SignInAgain | null): void {
  signInAgain = handler;
}

function urlOf(path: string, query: Query | undefined): string {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== "");
  if (given.length === 0) return path;
  return `${path}?${new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()}`;
}

async function send(method: string, path: string, options: RequestOptions): Promise<Response> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (method !== "GET") headers["x-shenbao"] = "1";
  if (options.idempotencyKey) headers["idempotency-key"] = options.idempotencyKey;
  let body: BodyInit | undefined;
  if (options.raw) {
    headers["content-type"] = options.raw.type;
    body = options.raw.body;
  } else if (options.body !== undefined) {
    headers["content-type"] = "application/json";
    body = JSON.stringify(options.body);
  }
  try {
    return await fetch(urlOf(path, options.query), {
      method,
      headers,
      body: body ?? null,
      signal: options.signal ?? null,
      credentials: "same-origin",
      keepalive: options.keepalive ?? false,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw offlineProblem();
  }
}

async function readJson(response: Response): Promise<unknown> {
  const type = response.headers.get("content-type") ?? "";
  if (!type.includes("json")) return undefined;
  try {
    return await response.json();
  } catch {
    return undefined; // A broken body is reported as an unreadable answer by the caller.
  }
}

/**
 * One request with a JSON answer. Resolves to the parsed body (undefined for 204); rejects with ApiProblem, or with an
 * AbortError when its signal was aborted.
 */
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  let response = await send(method, path, options);
  if (response.status === 401 && !options.allowSignedOut && signInAgain && (await signInAgain())) {
    response = await send(method, path, options);
  }
  const body = await readJson(response);
  if (!response.ok) throw readProblem(response.status, body, response.headers.get("retry-after"));
  if (body === undefined && response.status !== 204) throw readProblem(502, undefined, null);
  return body as T;
}

export function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return request<T>("GET", path, { ...(query && { query }), ...(signal && { signal }) });
}

export function post<T>(path: string, body: unknown, options: RequestOptions = {}): Promise<T> {
  return request<T>("POST", path, { ...options, body });
}

export function put<T>(path: string, body: unknown, options: RequestOptions = {}): Promise<T> {
  return request<T>("PUT", path, { ...options, body });
}

export function patch<T>(path: string, body: unknown, options: RequestOptions = {}): Promise<T> {
  return request<T>("PATCH", path, { ...options, body });
}

export function remove<T = void>(path: string, options: RequestOptions = {}): Promise<T> {
  return request<T>("DELETE", path, options);
}

/** A key for one intention; keep it across retries of the same click. */
export function newIdempotencyKey(): string {
  // randomUUID exists only in secure contexts; an office intranet may serve plain http.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A file to save under its own name, e.g. an export; without one under the name the server gives it. */
export async function download(path: string, fileName?: string): Promise<void> {
  const response = await send("GET", path, {});
  if (!response.ok) throw readProblem(response.status, await readJson(response), response.headers.get("retry-after"));
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName ?? nameOf(response);
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The name in `filename*=UTF-8''…` (RFC 5987). */
function nameOf(response: Response): string {
  const encoded = /filename\*=UTF-8''([^;\s]+)/i.exec(response.headers.get("content-disposition") ?? "")?.[1];
  return encoded === undefined ? "" : decodeURIComponent(encoded);
}
