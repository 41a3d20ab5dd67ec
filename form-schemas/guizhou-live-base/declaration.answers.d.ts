/* Generated from the form definition by `npm run types`. */

export interface GuizhouLiveBaseDeclarationAnswers {
  infrastructure_and_services?: boolean;
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
  operator_name?: string;
  operator_type?: "government" | "institution" | "state-owned" | "private" | "other";
  operator_type_other?: string;
  contact_name?: string;
  contact_post?: string;
  contact_mobile?: string;
  period_start?: string;
  period_end?: string;
  turnover?: number;
  online_retail?: number;
  area_ecommerce?: number;
  live_rooms?: number;
  public_areas_complete?: boolean;
  base_functions?: (
    "live-streaming" | "selection" | "storage" | "shipping" | "after-sales" | "photography" | "short-video"
  )[];
  management_platform?: boolean;
  platform_tenant_data?: boolean;
  firms?: number;
  streamers?: number;
  demo_firms?: number;
  typical_survey_firms?: number;
  listed_firms?: number;
  authorised_firms?: number;
  finance_cooperation?: boolean;
  talent_policy?: boolean;
  professional_services?: (
    | "live-streaming"
    | "cross-border"
    | "events"
    | "warehousing"
    | "photo-design"
    | "customer-service"
    | "agency-operation"
    | "accounting"
    | "patents"
    | "appraisal"
    | "legal"
    | "other"
  )[];
  professional_services_other?: string;
  administrative_services?: (
    "registration" | "annual-inspection" | "tax-registration" | "project-application" | "other"
  )[];
  administrative_services_other?: string;
  business_services?: ("broadband" | "events" | "venues" | "accounting")[];
  brands?: number;
  platform_cooperation?: boolean;
  rural_results?: boolean;
  feasible_plan?: boolean;
  plan_carried_out?: boolean;
  executes_quality_plan?: boolean;
  cross_border_sales?: number;
  cross_border_business?: boolean;
}
