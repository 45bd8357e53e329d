export interface MailMessage {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** What brings mail to people. */
export interface Mail {
  /** Hands a message on; throws when it was not taken. Whoever must be sure calls it from a job. */
  send(message: MailMessage): Promise<void>
  /** Whether messages reach mailboxes; otherwise nobody can be asked to prove that they read theirs. */
  readonly delivers: boolean
  /** Where messages go, told at the start. */
  readonly destination: string
  close(): Promise<void>
}
