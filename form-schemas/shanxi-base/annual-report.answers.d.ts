/* Generated from the form definition by `npm run types`. */

export interface ShanxiBaseAnnualReportAnswers {
  filled_on?: string;
  name?: string;
  credit_code?: string;
  title_number?: string;
  contact_name?: string;
  contact_phone?: string;
  ecommerce_firms?: number;
  occupancy_rate?: number;
  turnover_previous?: number;
  turnover_growth_previous?: number;
  turnover_current?: number;
  turnover_growth_current?: number;
  revenue_previous?: number;
  revenue_growth_previous?: number;
  revenue_current?: number;
  revenue_growth_current?: number;
  tax_previous?: number;
  tax_growth_previous?: number;
  tax_current?: number;
  tax_growth_current?: number;
  staff_previous?: number;
  staff_growth_previous?: number;
  staff_current?: number;
  staff_growth_current?: number;
  main_work?: string;
  demonstration?: string;
  problems?: string;
  illegal_acts?: boolean;
  serious_accident?: boolean;
  important_change?: boolean;
  explanation?: string;
}
