/** Paths of outline icons of 24 by 24. */
export const icons = {
  close: 'M6 6l12 12M18 6 6 18',
  more: 'M5 12h.1M12 12h.1M19 12h.1',
  send: 'M12 19V5m-6 6 6-6 6 6',
  stop: 'M7 7h10v10H7z',
  attach: 'M12 5v14M5 12h14',
  speak: 'M9 6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0zM5 11a7 7 0 0 0 14 0M12 18v3',
} as const
