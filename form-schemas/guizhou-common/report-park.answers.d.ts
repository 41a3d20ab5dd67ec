/* Generated from the form definition by `npm run types`. */

export interface GuizhouCommonReportParkAnswers {
  name?: string;
  general?: string;
  results?: string;
  facilities?: string;
  tenants?: string;
  services?: string;
  benefits?: string;
  plans?: string;
}
