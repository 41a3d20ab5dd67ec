/* Generated from the form definition by `npm run types`. */

export interface GuizhouParkDeclarationAnswers {
  operator_is_applicant?: boolean;
  in_planned_park?: boolean;
  supply_chain_and_services?: boolean;
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
  area_park?: number;
  area_ecommerce?: number;
  area_support?: number;
  carrier_agreement?: boolean;
  bandwidth_100?: boolean;
  live_rooms?: number;
  public_areas?: number;
  management_platform?: boolean;
  platform_tenant_data?: boolean;
  platform_three_flows?: boolean;
  firms?: number;
  demo_firms?: number;
  typical_survey_firms?: number;
  listed_firms?: number;
  authorised_firms?: number;
  incubated_yearly?: number;
  incubation_rate?: number;
  supply_chain_finance?: boolean;
  talent_policy?: boolean;
  professional_services?: (
    | "live-streaming"
    | "cross-border"
    | "coordination"
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
  expert_team?: boolean;
  staff_50?: boolean;
  rural_results?: boolean;
  feasible_plan?: boolean;
  plan_carried_out?: boolean;
  executes_quality_plan?: boolean;
  cross_border_sales?: number;
  cross_border_business?: boolean;
}
