/** How a deployment is, as the platform tells at this moment. */
export interface Health {
  /**
   * `ok`: messages come and go. `waiting`: for somebody to sign in or to finish a setup. `failing`: something is wrong and may pass, or the
   * merchant can mend it. `signed-out`: the platform does not accept the credentials any more.
   */
  readonly state: 'ok' | 'waiting' | 'failing' | 'signed-out'
  /** What to do, in plain words, for the merchant; null when nothing. */
  readonly message: string | null
  /** How to sign in, while it waits for that. */
  readonly signIn?: { readonly kind: 'qr' | 'code' | 'link'; readonly value: string; readonly expiresAt: Date | null } | null
  /** What the platform tells, such as the account's name: shown beside the deployment. */
  readonly facts?: Readonly<Record<string, string>>
}
