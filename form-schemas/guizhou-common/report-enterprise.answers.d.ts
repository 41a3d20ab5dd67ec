/* Generated from the form definition by `npm run types`. */

export interface GuizhouCommonReportEnterpriseAnswers {
  name?: string;
  general?: string;
  results?: string;
  live_streaming?: string;
  market?: string;
  products?: string;
  operation?: string;
  plans?: string;
}
