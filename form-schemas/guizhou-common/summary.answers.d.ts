/* Generated from the form definition by `npm run types`. */

export interface GuizhouCommonSummaryAnswers {
  city?: string;
  period_start?: string;
  period_end?: string;
  projects?: {
    no?: number;
    city_name?: string;
    county?: string;
    firm_name?: string;
    address?: string;
    kind?: "park" | "base" | "enterprise" | "team";
    ownership?: "state-owned" | "private";
    performance?: string;
    contact_name?: string;
    contact_phone?: string;
    turnover?: number;
    online_retail?: number;
    city_score?: number;
  }[];
  filled_by?: string;
  filled_by_contact?: string;
}
