/* Generated from the form definition by `npm run types`. */

export interface GuizhouEnterpriseDeclarationAnswers {
  firm_kind?: "platform" | "service";
  licensed_goods?: boolean;
  credit_code?: string;
  registered_in_guizhou?: boolean;
  credit_good?: boolean;
  finance_sound?: boolean;
  in_operation?: boolean;
  founded_on?: string;
  filled_on?: string;
  name?: string;
  authority?: string;
  address?: string;
  ownership?: "state-owned" | "private" | "other";
  ownership_other?: string;
  contact_name?: string;
  contact_post?: string;
  contact_mobile?: string;
  platform_period_start?: string;
  platform_period_end?: string;
  annual_turnover?: number;
  service_period_start?: string;
  service_period_end?: string;
  annual_sales?: number;
  online_retail?: number;
  has_app_or_media?: boolean;
  operates_guizhou_goods_shop_or_media?: boolean;
  logistics_supply_chain?: boolean;
  online_share_over_50?: boolean;
  online_share_percent?: number;
  ecommerce_department?: boolean;
  licences_and_icp?: boolean;
  approvals_public?: boolean;
  own_website?: boolean;
  own_website_icp?: boolean;
  social_benefit?: boolean;
  rural_results?: boolean;
}
