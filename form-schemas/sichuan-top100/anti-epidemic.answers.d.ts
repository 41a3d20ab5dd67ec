/* Generated from the form definition by `npm run types`. */

export interface SichuanTop100AntiEpidemicAnswers {
  filled_on?: string;
  founded_on?: string;
  legal_person?: boolean;
  lawful?: boolean;
  no_illegal_record?: boolean;
  leading_in_trade?: boolean;
  not_reviewing_association?: boolean;
  not_cancelled_in_3_years?: boolean;
  name?: string;
  contact_name?: string;
  contact_phone?: string;
  case_summary?: string;
}
