/** The referral form to print, as a link to it says what comes: its size (bytes) and its pages. */
export interface PrintedForm {
  readonly bytes: number;
  readonly pages: number;
}
