/* Generated from the form definition by `npm run types`. */

export interface NationalBase2022SelfReportAnswers {
  name?: string;
  capacity?: string;
  services?: string;
  safeguards?: string;
  demonstration?: string;
  innovation?: string;
  problems?: string;
  outstanding?: string;
}
