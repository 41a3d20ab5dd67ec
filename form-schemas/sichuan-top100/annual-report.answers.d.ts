/* Generated from the form definition by `npm run types`. */

export interface SichuanTop100AnnualReportAnswers {
  filled_on?: string;
  name?: string;
  credit_code?: string;
  title_number?: string;
  contact_name?: string;
  contact_phone?: string;
  main_revenue_previous?: number;
  main_revenue_growth_previous?: number;
  main_revenue_current?: number;
  main_revenue_growth_current?: number;
  ecommerce_sales_previous?: number;
  ecommerce_sales_growth_previous?: number;
  ecommerce_sales_current?: number;
  ecommerce_sales_growth_current?: number;
  tax_paid_previous?: number;
  tax_paid_growth_previous?: number;
  tax_paid_current?: number;
  tax_paid_growth_current?: number;
  main_work?: string;
  demonstration?: string;
  problems?: string;
  illegal_acts?: boolean;
  serious_accident?: boolean;
  important_change?: boolean;
  explanation?: string;
}
