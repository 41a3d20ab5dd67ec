/** What a new account says about itself, and what is wrong with it while it is typed. Pure. */
export interface NewAccountDraft {
  login: string;
  displayName: string;
  password: string;
  passwordAgain: string;
  phone: string;
}

export const emptyAccount: NewAccountDraft = { login: "", displayName: "", password: "", passwordAgain: "", phone: "" };

/** Text keys of the account catalogue, by field. */
export type AccountMistakes = Partial<
  Record<
    keyof NewAccountDraft,
    | "register.required"
    | "register.loginWrong"
    | "register.passwordShort"
    | "register.passwordHasLogin"
    | "register.passwordDiffers"
  >
>;

/** The pattern of `Login` in core/contracts/accounts.ts; a test holds the two together. */
export const loginPattern = /^[a-z0-9][a-z0-9._-]{2,39}$/;

export function checkAccount(draft: NewAccountDraft): AccountMistakes {
  const mistakes: AccountMistakes = {};
  if (draft.displayName.trim() === "") mistakes.displayName = "register.required";
  if (!loginPattern.test(draft.login))
    mistakes.login = draft.login === "" ? "register.required" : "register.loginWrong";
  if (draft.password.length < 10) mistakes.password = "register.passwordShort";
  else if (draft.login !== "" && draft.password.toLowerCase().includes(draft.login.toLowerCase()))
    mistakes.password = "register.passwordHasLogin";
  if (draft.passwordAgain !== draft.password) mistakes.passwordAgain = "register.passwordDiffers";
  return mistakes;
}
