import type { SameTexts } from "../i18n.ts";
import type zh from "./zh.ts";

const en: SameTexts<typeof zh> = {
  empty: "Nothing here yet",
  loading: "Loading…",
  loadFailed: "This could not be loaded",
  loadFailedHint: "Check your connection and try again. If it still fails, come back later.",
  retry: "Try again",
  close: "Close",
  cancel: "Cancel",
  confirm: "OK",
  previousPage: "Previous page",
  nextPage: "Next page",
  pageOf: "Page {{page}} of {{pages}}, {{total}} in all",
  sortedUp: "ascending",
  sortedDown: "descending",
  dayLeft: "{{days}} d {{hours}} h left",
  hourLeft: "{{hours}} h {{minutes}} min left",
  minuteLeft: "{{minutes}} min left",
  deadlinePassed: "Closed",
  notice: "Notice",
  saved: "Saved",
  savedAt: "Saved {{time}}",
  unsaved: "Waiting to save…",
  saving: "Saving…",
  held: "Something is not complete yet: kept on this device",
  savingOffline: "No connection: kept on this device, saved when it is back",
  savingLater: "The service is busy: kept on this device, saved later",
  notSaved: "Not saved: {{why}}",
  saveNow: "Try now",
  employer: "Employer",
  employerHint:
    "The full registered name: declarations of the employer are avoided. If retired, the employer before that.",
  employerCode: "Credit code of the employer",
  employerCodeHint: "18 characters. With it declarations of the employer are avoided for certain.",
  expertise: "Fields",
  expertiseHint: "Parted by commas, for example: cross-border trade, live streaming, finance.",
};

export default en;
