/* Generated from the form definition by `npm run types`. */

export interface SichuanTop100EnterpriseAnswers {
  legal_person?: boolean;
  lawful?: boolean;
  no_illegal_record?: boolean;
  leading_in_trade?: boolean;
  not_reviewing_association?: boolean;
  not_cancelled_in_3_years?: boolean;
  credit_code?: string;
  total_revenue?: number;
  total_profit?: number;
  total_tax?: number;
  sales_previous?: number;
  sales_current?: number;
  sales_growth?: number;
  name?: string;
  awards?: (
    | "popular-scene"
    | "benchmark-consumption"
    | "new-models"
    | "leading-platform"
    | "live-agency"
    | "model-base"
    | "live-base"
    | "small-beautiful"
    | "quality-service"
    | "cross-border"
    | "rural"
    | "public-platform"
  )[];
  head_name?: string;
  head_phone?: string;
  contact_name?: string;
  contact_phone?: string;
  founded_on?: string;
  total_assets?: number;
  overview?: string;
  business_type?: string;
  registered_capital?: number;
  firms_served?: number;
  platform_turnover?: number;
  outlets?: number;
  influencers_incubated?: number;
  base_firms?: number;
  base_sales?: number;
  main_revenue?: number;
  ecommerce_sales?: number;
  ecommerce_sales_growth?: number;
  tax_paid?: number;
  net_profit?: number;
  honour_1?: string;
  honour_2?: string;
  honour_3?: string;
  signed_on?: string;
}
