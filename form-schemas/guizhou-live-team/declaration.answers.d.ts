/* Generated from the form definition by `npm run types`. */

export interface GuizhouLiveTeamDeclarationAnswers {
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
  period_start?: string;
  period_end?: string;
  live_sales?: number;
  has_app_or_media?: boolean;
  app_operating_well?: boolean;
  experience_over_6_months?: boolean;
  live_experience_months?: number;
  warehouse_system?: boolean;
  streamers_over_5?: boolean;
  fans_over_1m?: boolean;
  in_ecommerce_park?: boolean;
  brand_case?: boolean;
  approvals_public?: boolean;
  social_benefit?: boolean;
  rural_results?: boolean;
  farm_sales_over_500k?: boolean;
}
