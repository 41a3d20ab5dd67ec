/* Generated from the form definition by `npm run types`. */

export interface SichuanTop100ReportAnswers {
  name?: string;
  general?: string;
  results?: string;
  platform?: string;
  position?: string;
  products?: string;
  innovation?: string;
  benefit?: string;
  reputation?: string;
  rules_of_trade?: string;
  other_matters?: string;
}
