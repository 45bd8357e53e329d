export interface InstallationTables {
  /** Links with which somebody who has an account claims an installation, one for each at most. They belong to no company yet. */
  installation_claims: {
    platform: string
    installation: string
    token_hash: Buffer
    /** What is made of it, as JSON, sealed. */
    offer: string
    expires_at: Date
  }
}
