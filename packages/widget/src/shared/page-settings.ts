/** The `data-` attributes of the script tag. */
export interface PageSettings {
  readonly color?: string | undefined
  /** `right`, `left`, or `inline`: without a launcher, filling the element it stands in. */
  readonly position?: string | undefined
  readonly theme?: string | undefined
  /** Path of an outline icon of 24 by 24 for the launcher, as in the `d` of an SVG path. */
  readonly icon?: string | undefined
  /** Text on the launcher. */
  readonly text?: string | undefined
  /** BCP 47; the page's own language otherwise. */
  readonly lang?: string | undefined
  /** Distance from the edges of the window, as a CSS length. */
  readonly offset?: string | undefined
  /** `required`: nothing is requested of the API and nothing is stored before the visitor or the page agreed. */
  readonly consent?: string | undefined
  /** Origins that product pictures may come from, beside the page's and the API's, separated by spaces. */
  readonly images?: string | undefined
  /** Address of the merchant's privacy policy, shown under the field to write in. */
  readonly privacy?: string | undefined
  /** For style elements in browsers without constructed style sheets. */
  readonly nonce?: string | undefined
}
