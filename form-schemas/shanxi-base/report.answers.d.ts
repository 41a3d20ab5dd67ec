/* Generated from the form definition by `npm run types`. */

export interface ShanxiBaseReportAnswers {
  name?: string;
  foundation?: string;
  capacity?: string;
  services?: string;
  safeguards?: string;
  demonstration?: string;
  other_aspects?: string;
  problems?: string;
  other_matters?: string;
  proof_list?: string;
}
