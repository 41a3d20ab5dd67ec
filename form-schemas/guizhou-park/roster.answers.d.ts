/* Generated from the form definition by `npm run types`. */

export interface GuizhouParkRosterAnswers {
  period_start?: string;
  period_end?: string;
  tenants?: {
    no?: number;
    firm_name?: string;
    contact_name?: string;
    contact_phone?: string;
    website?: string;
    trade?: string;
    staff?: number;
    turnover?: number;
    online_retail?: number;
    remarks?: string;
  }[];
  park_or_base?: string;
  filled_by?: string;
  filled_on?: string;
  declared_firms?: number;
  declared_turnover?: number;
  declared_online_retail?: number;
  declared_staff_50?: boolean;
}
