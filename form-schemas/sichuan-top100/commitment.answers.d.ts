/* Generated from the form definition by `npm run types`. */

export interface SichuanTop100CommitmentAnswers {
  agreed?: boolean;
  name?: string;
  signed_on?: string;
}
