import type { InjectOptions } from "fastify";
import type { Role } from "../../core/access/roles.ts";
import { buildApp } from "../../server/app.ts";
import type { App } from "../../server/app-types.ts";
import { readConfig } from "../../server/config/read-config.ts";
import type { Settings } from "../../server/config/settings.ts";
import type { AppContext } from "../../server/context.ts";
import { newId } from "../../server/crypto/ids.ts";
import { hashPassword } from "../../server/crypto/passwords.ts";
import type { Database } from "../../server/database/connect.ts";
import { openSession } from "../../server/modules/accounts/sessions.service.ts";
import { openProduct } from "../../server/start.ts";
import { makeTestPlace, type TestPlace } from "./database.ts";

/** Password of every account that signInAs makes. */
export const TEST_PASSWORD = "correct-horse-7-battery";

export interface TestAppOptions {
  database?: "sqlite" | "postgres";
  settings?: Partial<Settings>;
  /** Starts at this instant and stands still until `setTime`; real time when left out. */
  now?: string;
  logStream?: NodeJS.WritableStream;
  clientRoot?: string;
  /** Further routes, for tests of what every route gets. */
  routes?: (app: App, context: AppContext) => void;
}

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  /** Parsed when it is JSON, text otherwise. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
  cookies: { name: string; value: string }[];
}

/** Somebody who calls: carries a cookie and the header of writes. */
export interface Caller {
  accountId: string;
  organisationId: string | null;
  login: string;
  cookie: string;
  call(method: string, url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

export interface TestApp {
  app: App;
  context: AppContext;
  database: Database;
  place: TestPlace;
  setTime(instant: string): void;
  /** Calls without a session. */
  call(method: string, url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Makes an account with the role and signs it in. A regional role is given for `region`. */
  signInAs(
    role: Role | null,
    options?: { region?: string; organisation?: string | null; login?: string },
  ): Promise<Caller>;
  /** Makes an organisation in a region; its id. */
  makeOrganisation(region?: string, name?: string): Promise<string>;
  close(): Promise<void>;
}

let passwordHash: Promise<string> | undefined;
let counter = 0;

/** The whole application on a database of its own, with regions, without a port. Close it in afterAll. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const place = await makeTestPlace(options.database);
  let time = options.now === undefined ? null : new Date(options.now);
  const clock = () => (time === null ? new Date() : new Date(time));
  const config: Settings = {
    ...readConfig({ DATA_DIR: place.DATA_DIR, DATABASE_URL: place.DATABASE_URL, LOG_LEVEL: "silent" }),
    RATE_LIMIT_PER_MINUTE: 0,
    SIGN_IN_LIMIT_PER_MINUTE: 0,
    MAX_EVENT_LOOP_DELAY_MS: 0,
    ...options.settings,
  };
  const product = await openProduct(config, clock);
  const app = buildApp(product.context, { logStream: options.logStream, clientRoot: options.clientRoot });
  const { routes } = options;
  if (routes) app.register(async (scope) => routes(scope as unknown as App, product.context));
  await app.ready();
  const { work } = product.context;

  const caller = (cookie: string | null) => {
    return async (
      method: string,
      url: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<Answer> => {
      const answer = await app.inject({
        method: method as InjectOptions["method"] & string,
        url,
        ...(body !== undefined && { payload: body as InjectOptions["payload"] }),
        headers: { ...(method !== "GET" && { "x-shenbao": "1" }), ...(cookie && { cookie }), ...headers },
      });
      const isJson = String(answer.headers["content-type"] ?? "").includes("json");
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: isJson ? JSON.parse(answer.body) : answer.body,
        cookies: answer.cookies,
      };
    };
  };

  const makeOrganisation = async (region = "520115", name?: string) => {
    const id = newId();
    counter += 1;
    await work.withTransaction((stores) =>
      stores.organisations.insert({
        id,
        kind: "enterprise",
        name: name ?? `样例企业${counter}`,
        creditCode: `91520100TEST${String(counter).padStart(6, "0")}`,
        regionCode: region,
        profile: {},
        createdAt: stores.now,
      }),
    );
    return id;
  };

  return {
    app,
    context: product.context,
    database: product.database,
    place,
    setTime: (instant) => {
      time = new Date(instant);
    },
    call: caller(null),
    makeOrganisation,
    async signInAs(role, { region = "520000", organisation, login } = {}) {
      counter += 1;
      const id = newId();
      const organisationId =
        organisation === undefined && role === "applicant" ? await makeOrganisation() : (organisation ?? null);
      const name = login ?? `${role ?? "nobody"}-${counter}`;
      passwordHash ??= hashPassword(TEST_PASSWORD);
      const hash = await passwordHash;
      const isRegional =
        role !== null && !["applicant", "system-admin", "security-admin", "audit-admin"].includes(role);
      const session = await work.withTransaction(async (stores) => {
        await stores.accounts.insert({
          id,
          login: name,
          displayName: `测试 ${name}`,
          passwordHash: hash,
          mustChangePassword: false,
          phoneCipher: null,
          phoneIndex: null,
          idNumberCipher: null,
          idNumberIndex: null,
          organisationId,
          regionCode: region,
          locale: "zh",
          status: "active",
          passwordChangedAt: stores.now,
          createdAt: stores.now,
        });
        if (role !== null) await stores.accounts.replaceGrants(id, [{ role, regionCode: isRegional ? region : null }]);
        return openSession(stores, id, config.SESSION_HOURS);
      });
      const cookie = `shenbao_session=${session.token}`;
      return { accountId: id, organisationId, login: name, cookie, call: caller(cookie) };
    },
    async close() {
      await app.close();
      await product.close();
      await place.remove();
    },
  };
}
