export interface LimitTables {
  /** How much of a counter's allowance in a window was handed out to servers. */
  rate_windows: {
    key: string
    window_start: Date
    leased: number
  }
}
