import { type Static, Type } from "@sinclair/typebox";
import { Role } from "../access/roles.ts";
import { Id, Instant, Page, RegionCode } from "./shared.ts";

/**
 * Signing in and out, first start:
 *   GET    /api/session          -> SessionAnswer (viewer null when nobody is signed in; never 401)
 *   POST   /api/session          SignIn -> SessionAnswer (401 `sign-in-failed`, 423 `account-locked`)
 *   DELETE /api/session          -> 204
 *   GET    /api/setup            -> SetupState
 *   POST   /api/setup            Setup -> SessionAnswer (first system administrator; the code is printed at the first start)
 *   PUT    /api/account/password ChangePassword -> SessionAnswer (every other session of the account ends)
 * Registration of applicants; each signs the new account in:
 *   POST   /api/registrations/organisation  RegisterOrganisation -> SessionAnswer
 *   POST   /api/registrations/person        RegisterPerson -> SessionAnswer
 *   POST   /api/registrations/colleague     RegisterColleague -> SessionAnswer
 * The applicant's organisation:
 *   GET    /api/organisation          -> OrganisationView
 *   PATCH  /api/organisation          ChangeOrganisation -> OrganisationView
 *   POST   /api/organisation/invites  Empty -> Invite (one colleague, seven days; the code is shown once)
 * Administration (system-admin; roles: security-admin):
 *   GET    /api/accounts              AccountQuery -> AccountPage
 *   POST   /api/accounts              CreateAccount -> AccountSummary
 *   PATCH  /api/accounts/:id          ChangeAccount -> AccountSummary
 *   PUT    /api/accounts/:id/roles    ChangeRoles -> AccountSummary. While nobody is security administrator, the
 *                                     system administrator may name the first one.
 * Every write carries `x-shenbao: 1` and comes from this site's own pages.
 */

/** Not fewer than 10 characters; the password must not contain the login. */
export const Password = Type.String({ minLength: 10, maxLength: 200 });
export const Login = Type.String({ pattern: "^[a-z0-9][a-z0-9._-]{2,39}$" });
const DisplayName = Type.String({ minLength: 1, maxLength: 60 });
/** Digits, spaces and hyphens, as people write them. */
const Phone = Type.String({ minLength: 5, maxLength: 25, pattern: "^[0-9+() -]+$" });
const LocaleContract = Type.Union([Type.Literal("zh"), Type.Literal("en")]);
const closed = { additionalProperties: false } as const;

export const RoleGrant = Type.Object({ role: Role, regionCode: Type.Union([RegionCode, Type.Null()]) }, closed);

export const SessionViewer = Type.Object({
  id: Id,
  login: Type.String(),
  name: Type.String(),
  roles: Type.Array(Role),
  grants: Type.Array(RoleGrant),
  organisation: Type.Union([Type.Object({ id: Id, name: Type.String() }), Type.Null()]),
  regionCode: Type.Union([RegionCode, Type.Null()]),
  locale: LocaleContract,
  /** True when an administrator chose the password: it must be changed before anything else. */
  mustChangePassword: Type.Boolean(),
  /** When the session ends at the latest. */
  expiresAt: Instant,
});
export const SessionAnswer = Type.Object({ viewer: Type.Union([SessionViewer, Type.Null()]) });

export const SignIn = Type.Object(
  { login: Type.String({ maxLength: 100 }), password: Type.String({ maxLength: 200 }) },
  closed,
);

export const SetupState = Type.Object({ needed: Type.Boolean() });
export const Setup = Type.Object(
  { code: Type.String({ maxLength: 64 }), login: Login, displayName: DisplayName, password: Password },
  closed,
);

export const ChangePassword = Type.Object({ current: Type.String({ maxLength: 200 }), next: Password }, closed);

/** The person who registers and will sign in. */
export const NewAccount = Type.Object(
  {
    login: Login,
    displayName: DisplayName,
    password: Password,
    phone: Type.Optional(Phone),
    locale: Type.Optional(LocaleContract),
  },
  closed,
);

export const OrganisationKind = Type.Union([
  Type.Literal("enterprise"),
  Type.Literal("institution"),
  Type.Literal("association"),
  Type.Literal("government"),
  Type.Literal("other"),
]);

export const RegisterOrganisation = Type.Object(
  {
    organisation: Type.Object(
      {
        kind: OrganisationKind,
        name: Type.String({ minLength: 2, maxLength: 120 }),
        /** GB 32100, 18 characters. */
        creditCode: Type.String({ minLength: 18, maxLength: 18 }),
        regionCode: RegionCode,
      },
      closed,
    ),
    account: NewAccount,
  },
  closed,
);
export const RegisterPerson = Type.Object(
  {
    /** GB 11643, 18 characters. */
    idNumber: Type.String({ minLength: 18, maxLength: 18 }),
    regionCode: RegionCode,
    account: NewAccount,
  },
  closed,
);
export const RegisterColleague = Type.Object(
  { inviteCode: Type.String({ minLength: 8, maxLength: 64 }), account: NewAccount },
  closed,
);

/** What an organisation keeps for its forms: field id to value. */
export const OrganisationProfile = Type.Record(
  Type.String({ pattern: "^[a-z][a-z0-9_]{0,63}$" }),
  Type.Union([Type.String({ maxLength: 2000 }), Type.Number(), Type.Boolean()]),
);
export const OrganisationView = Type.Object({
  id: Id,
  kind: OrganisationKind,
  name: Type.String(),
  creditCode: Type.String(),
  regionCode: RegionCode,
  regionName: Type.String(),
  profile: OrganisationProfile,
  members: Type.Array(Type.Object({ id: Id, login: Type.String(), name: Type.String() })),
});
/** The credit code never changes; a field of the profile is replaced as a whole. */
export const ChangeOrganisation = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 2, maxLength: 120 })),
    regionCode: Type.Optional(RegionCode),
    profile: Type.Optional(OrganisationProfile),
  },
  closed,
);
export const Invite = Type.Object({ code: Type.String(), expiresAt: Instant });

export const AccountStatus = Type.Union([Type.Literal("active"), Type.Literal("disabled")]);
export const AccountSummary = Type.Object({
  id: Id,
  login: Type.String(),
  displayName: Type.String(),
  organisationName: Type.Union([Type.String(), Type.Null()]),
  regionCode: Type.Union([RegionCode, Type.Null()]),
  status: AccountStatus,
  grants: Type.Array(RoleGrant),
  /** Masked, e.g. `138****5678`. */
  phone: Type.Union([Type.String(), Type.Null()]),
  /** Masked, e.g. `5201************34`. */
  idNumber: Type.Union([Type.String(), Type.Null()]),
  lockedUntil: Type.Union([Instant, Type.Null()]),
  createdAt: Instant,
});
export const AccountQuery = Type.Intersect([
  Page,
  Type.Object({
    /** Part of the login or the name. */
    q: Type.Optional(Type.String({ maxLength: 100 })),
    role: Type.Optional(Role),
    status: Type.Optional(AccountStatus),
  }),
]);
export const AccountPage = Type.Object({ items: Type.Array(AccountSummary), total: Type.Integer() });
/** The password is a first one: its owner must change it. */
export const CreateAccount = Type.Object(
  {
    login: Login,
    displayName: DisplayName,
    password: Password,
    regionCode: Type.Optional(RegionCode),
    phone: Type.Optional(Phone),
  },
  closed,
);
export const ChangeAccount = Type.Object(
  {
    displayName: Type.Optional(DisplayName),
    status: Type.Optional(AccountStatus),
    /** A new first password; ends every session and unlocks. */
    password: Type.Optional(Password),
  },
  closed,
);
/** The whole list of roles the account has from now on. */
export const ChangeRoles = Type.Object({ grants: Type.Array(RoleGrant, { maxItems: 50 }) }, closed);

export type RoleGrant = Static<typeof RoleGrant>;
export type SessionViewer = Static<typeof SessionViewer>;
export type SessionAnswer = Static<typeof SessionAnswer>;
export type SignIn = Static<typeof SignIn>;
export type SetupState = Static<typeof SetupState>;
export type Setup = Static<typeof Setup>;
export type ChangePassword = Static<typeof ChangePassword>;
export type NewAccount = Static<typeof NewAccount>;
export type OrganisationKind = Static<typeof OrganisationKind>;
export type RegisterOrganisation = Static<typeof RegisterOrganisation>;
export type RegisterPerson = Static<typeof RegisterPerson>;
export type RegisterColleague = Static<typeof RegisterColleague>;
export type OrganisationProfile = Static<typeof OrganisationProfile>;
export type OrganisationView = Static<typeof OrganisationView>;
export type ChangeOrganisation = Static<typeof ChangeOrganisation>;
export type Invite = Static<typeof Invite>;
export type AccountStatus = Static<typeof AccountStatus>;
export type AccountSummary = Static<typeof AccountSummary>;
export type AccountQuery = Static<typeof AccountQuery>;
export type AccountPage = Static<typeof AccountPage>;
export type CreateAccount = Static<typeof CreateAccount>;
export type ChangeAccount = Static<typeof ChangeAccount>;
export type ChangeRoles = Static<typeof ChangeRoles>;
