import { type Static, Type } from "@sinclair/typebox";

/**
 * Every setting the server reads from its environment. docs/configuration.md says the same in prose; a test holds the
 * two together. A property without a default may be left out.
 */
export const Settings = Type.Object({
  PORT: Type.Integer({
    minimum: 0,
    maximum: 65_535,
    default: 3000,
    description: "Port to listen on; 0 takes a free one",
  }),
  HOST: Type.String({ minLength: 1, default: "127.0.0.1", description: "Address to listen on" }),
  PUBLIC_URL: Type.Optional(
    Type.String({
      pattern: "^https?://[^/\\s]+$",
      description:
        "Address people use, e.g. https://shenbao.example.gov.cn. Needed behind a proxy: cookies and the check of cross-site writes follow it",
    }),
  ),
  DATA_DIR: Type.String({
    minLength: 1,
    default: "./data",
    description: "Folder for the SQLite file, uploaded files and the key",
  }),
  DATABASE_URL: Type.Optional(
    Type.String({
      pattern: "^postgres(ql)?://\\S+$",
      description: "PostgreSQL connection; without it an SQLite file in DATA_DIR is used",
    }),
  ),
  DATABASE_POOL: Type.Integer({
    minimum: 1,
    maximum: 200,
    default: 10,
    description: "Connections to PostgreSQL; on SQLite the number of readers",
  }),
  SECRET_KEY: Type.Optional(
    Type.String({
      pattern: "^[A-Za-z0-9+/]{43}=$",
      description:
        "32 random bytes in base64. Encrypts ID numbers and telephone numbers, marks of experts and answers to weight studies. Made at the first start in DATA_DIR/secret.key when it is not given; lost key, lost numbers and marks",
    }),
  ),
  SESSION_HOURS: Type.Integer({
    minimum: 1,
    maximum: 168,
    default: 12,
    description: "Hours after which a session ends",
  }),
  TRUST_PROXY: Type.Boolean({
    default: false,
    description: "Believe X-Forwarded-For and X-Forwarded-Proto of the proxy in front",
  }),
  LOG_LEVEL: Type.Union(
    [
      Type.Literal("fatal"),
      Type.Literal("error"),
      Type.Literal("warn"),
      Type.Literal("info"),
      Type.Literal("debug"),
      Type.Literal("silent"),
    ],
    { default: "info", description: "Least level of log lines" },
  ),
  UPLOAD_MAX_MB: Type.Integer({ minimum: 1, maximum: 2048, default: 50, description: "Largest evidence file, in MiB" }),
  BUNDLE_MAX_MB: Type.Integer({
    minimum: 1,
    maximum: 2048,
    default: 500,
    description: "Files that may be merged into one PDF of all materials, together, in MiB; takes twice as much memory",
  }),
  BUNDLE_MAX_PAGES: Type.Integer({
    minimum: 10,
    maximum: 50_000,
    default: 3000,
    description: "Pages of files in one PDF of all materials; a file beyond them is listed as enclosed",
  }),
  BUNDLE_SECONDS: Type.Integer({
    minimum: 5,
    maximum: 600,
    default: 100,
    description: "Time to make one PDF of all materials; after it the request is refused with 503",
  }),
  RATE_LIMIT_PER_MINUTE: Type.Integer({
    minimum: 0,
    maximum: 1_000_000,
    default: 1200,
    description: "Requests one account (or one address without an account) may make in a minute; 0 for no limit",
  }),
  SIGN_IN_LIMIT_PER_MINUTE: Type.Integer({
    minimum: 0,
    maximum: 100_000,
    default: 60,
    description: "Attempts to sign in or register one address may make in a minute; 0 for no limit",
  }),
  MAX_EVENT_LOOP_DELAY_MS: Type.Integer({
    minimum: 0,
    maximum: 60_000,
    default: 2000,
    description: "Requests are refused with 503 while the server is further behind than this; 0 for never",
  }),
});
export type Settings = Static<typeof Settings>;
