import { isCreditCode } from "../../core/forms/formats.ts";
import type { App } from "../app-types.ts";
import type { AppContext } from "../context.ts";
import { newId } from "../crypto/ids.ts";
import { hashPassword } from "../crypto/passwords.ts";
import { prepareOfficial, writeOfficial } from "../modules/accounts/accounts.service.ts";
import type { NewGrant } from "../modules/accounts/accounts.store.ts";
import { DemoCaller } from "./demo-caller.ts";

/** Password of every account of the sample data; the product itself has none. */
export const DEMO_PASSWORD = "shenbao-demo-2026";

/** Counties whose applicants take part, with their city. */
export interface DemoPlace {
  county: string;
  countyName: string;
  city: string;
  cityName: string;
}

/** One account of the sample data, as it is printed at the start. */
export interface DemoAccount {
  login: string;
  name: string;
}

/** Cities and counties of a province that take part: two counties in each of the first cities. */
export async function placesOf(context: AppContext, province: string, cities: number): Promise<DemoPlace[]> {
  return context.work.withSnapshot(async (stores) => {
    const places: DemoPlace[] = [];
    const below = (await stores.regions.listChildren(province)).filter((region) => region.kind === "division");
    for (const city of below.slice(0, cities)) {
      const counties = (await stores.regions.listChildren(city.code)).filter((region) => region.kind === "division");
      for (const county of counties.slice(0, 2))
        places.push({ county: county.code, countyName: county.name, city: city.code, cityName: city.name });
    }
    return places;
  });
}

/** Somebody who declares. */
export interface DemoApplicant {
  caller: DemoCaller;
  name: string;
  creditCode: string;
  login: string;
}

/** Makes accounts and callers of the sample data. */
export class DemoPeople {
  readonly accounts: DemoAccount[] = [];
  readonly #app: App;
  readonly #context: AppContext;
  readonly #callers = new Map<string, DemoCaller>();
  #passwordHash: string | undefined;
  #applicants = 0;

  constructor(app: App, context: AppContext) {
    this.#app = app;
    this.#context = context;
  }

  /** An official with roles; printed at the start. */
  async official(login: string, name: string, grants: readonly NewGrant[]): Promise<DemoCaller> {
    const prepared = await prepareOfficial(this.#context, {
      login,
      displayName: name,
      password: DEMO_PASSWORD,
      isFirstPassword: false,
    });
    const account = await this.#context.work.withTransaction((stores) =>
      writeOfficial(stores, prepared, "system", grants),
    );
    return this.#remember(login, name, account.id);
  }

  /** The caller of an official made before. */
  caller(login: string): DemoCaller {
    const caller = this.#callers.get(login);
    if (!caller) throw new Error(`no sample account ${login}`);
    return caller;
  }

  /** A fictitious organisation in a county with one account, or a fictitious person there. */
  async applicant(place: DemoPlace, kind: "organisation" | "person"): Promise<DemoApplicant> {
    this.#applicants += 1;
    const number = String(this.#applicants).padStart(4, "0");
    const isPerson = kind === "person";
    const name = isPerson ? `示例申报人${number}（虚构）` : `${place.countyName}示例电商企业${number}（虚构）`;
    const creditCode = creditCodeOf(place.county, this.#applicants);
    const login = `applicant-${number}`;
    this.#passwordHash ??= await hashPassword(DEMO_PASSWORD);
    const passwordHash = this.#passwordHash;
    const accountId = newId();
    const organisationId = isPerson ? null : newId();
    await this.#context.work.withTransaction(async (stores) => {
      if (organisationId !== null)
        await stores.organisations.insert({
          id: organisationId,
          kind: "enterprise",
          name,
          creditCode,
          regionCode: place.county,
          profile: {},
          createdAt: stores.now,
        });
      await stores.accounts.insert({
        id: accountId,
        login,
        displayName: isPerson ? name : `示例申报人${number}`,
        passwordHash,
        mustChangePassword: false,
        phoneCipher: null,
        phoneIndex: null,
        idNumberCipher: null,
        idNumberIndex: null,
        organisationId,
        regionCode: place.county,
        locale: "zh",
        status: "active",
        passwordChangedAt: stores.now,
        createdAt: stores.now,
      });
      await stores.accounts.replaceGrants(accountId, [{ role: "applicant", regionCode: null }]);
    });
    return { caller: new DemoCaller(this.#app, this.#context, accountId), name, creditCode, login };
  }

  #remember(login: string, name: string, accountId: string): DemoCaller {
    const caller = new DemoCaller(this.#app, this.#context, accountId);
    this.#callers.set(login, caller);
    this.accounts.push({ login, name });
    return caller;
  }
}

/** A code with the right check digit whose middle part no registry gives out (it begins with MADEM0). */
function creditCodeOf(region: string, number: number): string {
  const body = `91${region}MADEM${String(number).padStart(4, "0")}`;
  const digit = [..."0123456789ABCDEFGHJKLMNPQRTUWXY"].find((candidate) => isCreditCode(body + candidate));
  if (!digit) throw new Error(`no check digit fits ${body}`);
  return body + digit;
}
