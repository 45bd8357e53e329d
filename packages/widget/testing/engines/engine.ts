/** A browser of another make than the one that the tests use, driven by its own protocol. */
export interface Engine {
  /** With its version. */
  readonly name: string
  /** Whether its driver reads pages by their own JSON, and so cannot read those that break it. */
  readonly readsByJson: boolean
  open(): Promise<Tab>
  close(): Promise<void>
}

/** A page in it. What is clicked and typed is clicked and typed as a person does. */
export interface Tab {
  /** Returns once the page is loaded. */
  goto(url: string): Promise<void>
  /** The value of an expression in the page; of a promise, what comes of it. */
  evaluate(expression: string): Promise<unknown>
  click(x: number, y: number): Promise<void>
  type(text: string): Promise<void>
  press(key: 'Enter' | 'Escape' | 'Tab'): Promise<void>
  /** A PNG. */
  screenshot(): Promise<Buffer>
  close(): Promise<void>
}

/** Pixels of every page. */
export const size = { width: 1000, height: 800 }
