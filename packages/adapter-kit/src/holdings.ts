/** Somebody whom the platform knows, found by whatever is given. */
export interface Customer {
  /** The `sub` of the tokens that prove who they are. */
  readonly subject: string | null
  readonly email: string | null
  readonly phone: string | null
}

/**
 * What is kept because of a deployment, for platforms that say when it has to go. When it returns it is stored for good that this has to be done, and a
 * job does it, whatever happens meanwhile: acknowledge only then. Doing it twice harms nothing.
 */
export interface Holdings {
  /** Conversations, leads and files of a customer go. */
  eraseCustomer(customer: Customer): Promise<void>
  /** The merchant is told that a customer asks for what is kept of them, and how to get it. */
  askForData(customer: Customer): Promise<void>
  /** Documents that were brought go, from the agents at once, and are read anew when there is access again. */
  eraseDocuments(): Promise<void>
  /** These go, all conversations and leads of the deployment so far, and, before it returns, everything in its store. */
  eraseEverything(): Promise<void>
}
