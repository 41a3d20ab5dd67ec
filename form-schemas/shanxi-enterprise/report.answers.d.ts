/* Generated from the form definition by `npm run types`. */

export interface ShanxiEnterpriseReportAnswers {
  name?: string;
  general?: string;
  results?: string;
  products?: string;
  integration?: string;
  livelihood?: string;
  development?: string;
  revitalisation?: string;
  environment?: string;
  plans?: string;
  other_matters?: string;
  proof_list?: string;
}
