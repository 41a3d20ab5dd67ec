/* Generated from the form definition by `npm run types`. */

export interface SichuanTop100PersonAnswers {
  filled_on?: string;
  award?: "outstanding-person" | "streamer";
  fans?: number;
  heads_sichuan_firm?: boolean;
  lawful?: boolean;
  no_illegal_record?: boolean;
  leading_in_trade?: boolean;
  not_reviewing_association?: boolean;
  not_cancelled_in_3_years?: boolean;
  applicant_unit?: string;
  name?: string;
  sex?: string;
  ethnic_group?: string;
  born_in?: string;
  native_place?: string;
  political_status?: string;
  education?: string;
  professional_title?: string;
  id_number?: string;
  post?: string;
  in_post_since?: string;
  phone?: string;
  address?: string;
  honours?: string;
  firm_name?: string;
  legal_representative?: string;
  firm_type?: string;
  registered_capital?: number;
  sales_total_previous?: number;
  sales_total_current?: number;
  sales_total_growth?: number;
  profit_and_tax_previous?: number;
  profit_and_tax_current?: number;
  profit_and_tax_growth?: number;
  core_technology?: string;
  innovation_model?: string;
  deeds?: string;
}
