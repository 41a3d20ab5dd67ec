/* Generated from the form definition by `npm run types`. */

export interface ShanxiCommonChangeReportAnswers {
  filled_on?: string;
  name?: string;
  credit_code?: string;
  title_number?: string;
  contact_name?: string;
  contact_phone?: string;
  changes?: ("merger" | "split" | "business" | "name" | "address" | "scope" | "legal-representative")[];
  changed_on?: string;
  details?: {
    item?: string;
    before?: string;
    after?: string;
  }[];
  reason?: string;
  still_qualified?: boolean;
}
