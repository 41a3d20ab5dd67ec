import type { SameTexts } from "../../../ui/i18n.ts";
import type zh from "./zh.ts";

const en: SameTexts<typeof zh> = {
  signIn: {
    title: "Sign in",
    name: "User name",
    nameHint: "The user name you chose when registering",
    password: "Password",
    submit: "Sign in",
    noAccount: "No account yet?",
    registerOrganisation: "Register an organisation",
    registerPerson: "Register as a person",
  },
};

export default en;
