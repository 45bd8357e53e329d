/** What the host gives to a front door. */
export interface FrontDoorContext {
  /** Where the platform reaches `handle`. */
  readonly publicUrl: string
  readonly installations: Installations
}

/** Takes what a platform sends about the operator's app as a whole, or about an installation of it. */
export interface FrontDoor {
  /** The raw request as it came. Verifies before it believes; what is for a deployment goes on there. */
  handle(request: Request): Promise<Response | Onward>
}

/** A request goes on to a deployment, whose `handle` verifies it for itself. */
export interface Onward {
  readonly deploymentId: string
  /** Below the deployment's address: `webhooks`. */
  readonly path: string
}

/** Installations of the operator's app, by what the platform calls them. */
export interface Installations {
  find(installation: string): Promise<Installation>
  /**
   * Makes a company, an agent and a deployment for it, and has a link to enter sent to the address that the platform itself tells. Rejects with a
   * `TakenError` when the address has an account: whose it is then claims the installation.
   */
  accept(installation: string, offer: InstallationOffer & { readonly email: string }): Promise<Installation>
  /** A link for somebody who has an account; it works once, within an hour. Rejects with a `TakenError` when it belongs to somebody already. */
  claimLink(installation: string, offer: InstallationOffer): Promise<{ readonly url: string }>
}

/** What is made of an installation, whoever it comes to belong to. */
export interface InstallationOffer {
  /** What the merchant is called. */
  readonly name: string
  readonly agent: { readonly name: string; readonly type: 'product_advisor' | 'customer_support' | 'custom'; readonly greeting?: string }
  /** Of the deployment. */
  readonly settings: Readonly<Record<string, unknown>>
}

export interface Installation {
  /** Null while it belongs to nobody. */
  readonly deployment: InstalledDeployment | null
  /** Where people of the company manage it. */
  readonly consoleUrl: string
}

export interface InstalledDeployment {
  readonly id: string
  readonly agentName: string
  readonly companyName: string
  readonly status: 'pending' | 'active' | 'paused' | 'error' | 'disconnected'
  readonly statusMessage: string | null
  /** What `health` told last. */
  readonly facts: Readonly<Record<string, string>>
  readonly snippet: string | null
  /** Documents that were brought; `complete` once all of them were. */
  readonly documents: { readonly complete: boolean; readonly count: number }
  /** Whether nobody has used the link to enter yet. */
  readonly awaitsOwner: boolean
}

/** The address has an account already, or the installation belongs to somebody. */
export class TakenError extends Error {}
